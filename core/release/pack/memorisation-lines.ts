import {
  type CopyFigures,
  copyWindow,
  isLearned,
  type MemorisationResult,
} from '../../../contract/memorisation'
import { numberText, percentText } from './words'

/** The figures of the memorisation test as lines of a card; no text of anything that was copied. */
export function memorisationLines({ exposures, copies }: MemorisationResult): string[] {
  return [...exposureLines(exposures), '', ...copyLines(copies)]
}

function exposureLines(exposures: MemorisationResult['exposures']): string[] {
  if (exposures.length === 0)
    return [
      'No strings were planted in its training, so it was not measured how exposed one would be.',
    ]
  const of = exposures[0]?.adapter.of ?? 0
  const learned = exposures.filter(({ adapter }) => isLearned(adapter)).length
  return [
    `Strings that mean nothing were planted in its training and ranked by log-likelihood among ${of - 1} strings of the same make that it never saw (Carlini et al., The Secret Sharer, 2019). Exposure is log2 of their number less log2 of the rank: ${numberText(Math.log2(of))} bits is the most that can be measured here, and half of all unknown strings have less than 1.`,
    '',
    '| met in training | rank, model alone | rank, with adapter | exposure, model alone | exposure, with adapter |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...exposures.map(
      ({ times, base, adapter }) =>
        `| ${times} times | ${base.rank} of ${base.of} | ${adapter.rank} of ${adapter.of} | ${numberText(base.bits)} bits | ${numberText(adapter.bits)} bits |`,
    ),
    '',
    `${learned} of ${exposures.length} are among the likeliest twentieth with the adapter; by chance one unknown string in twenty is.`,
  ]
}

function copyLines(copies: MemorisationResult['copies']): string[] {
  if (copies === null) return ['There was no text to hold its answers against.']
  return [
    `Both were shown the beginnings of ${copies.beginnings} training texts and ${copies.questions} training questions without their note, and what they wrote was held against ${copies.texts.toLocaleString('en')} texts of the training side and their sources. What the prompt held does not count.`,
    '',
    `| | answers | words | longest run of shared words | runs of ${copyWindow} words that are shared |`,
    '| --- | ---: | ---: | ---: | ---: |',
    copyLine('model alone', copies.base),
    copyLine('with adapter', copies.adapter),
  ]
}

function copyLine(name: string, figures: CopyFigures): string {
  const share =
    figures.windows === 0 ? 'none to share' : percentText(figures.shared / figures.windows)
  return `| ${name} | ${figures.answers} | ${figures.words} | ${figures.longest} | ${figures.shared} of ${figures.windows} (${share}) |`
}
