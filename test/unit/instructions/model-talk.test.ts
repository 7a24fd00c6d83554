import { expect, test } from 'vitest'
import { findModelTalk } from '../../../core/instructions/model-talk'
import lexicon from '../../../resources/instructions/model-talk.v1.json'

const found = (text: string): string[] =>
  findModelTalk(text).map(({ start, end }) => text.slice(start, end))

test('A model that speaks of itself is found; the model of a pacemaker is not', () => {
  expect({
    phrases: lexicon.phrases.length,
    hits: [
      'As an AI language model, I cannot say.',
      'The model cannot answer this.',
      'This was asked of a chatbot.',
      'According to the model, she is well.',
    ].map(found),
    none: [
      'The model of pacemaker was a dual-chamber one.',
      'The model for end-stage liver disease score was 18.',
      'The model number is on the card.',
      'She works as a fashion model.',
    ].flatMap(found),
  }).toEqual({
    phrases: 11,
    hits: [['As an AI', 'language model'], ['The model'], ['chatbot'], ['the model']],
    none: [],
  })
})
