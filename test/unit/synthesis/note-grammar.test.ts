import { expect, test } from 'vitest'
import { noteGrammar } from '../../../core/synthesis/prompt'

test('A template without headings leaves the form to the model; with headings a grammar holds it', () => {
  expect([
    noteGrammar({ headings: '[]' }),
    noteGrammar({ headings: '["History","Hospital course"]' })?.split('\n')[0],
  ]).toEqual([undefined, 'root ::= "HISTORY\\n" section "\\n\\n" "HOSPITAL COURSE\\n" section'])
})
