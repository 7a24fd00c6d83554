/** What the core counts. Each word stands after its number. */
export const units = {
  records_one: '{{number}} record',
  records_other: '{{number}} records',
  notes_one: '{{number}} note',
  notes_other: '{{number}} notes',
  steps_one: '{{number}} step',
  steps_other: '{{number}} steps',
  words_one: '{{number}} word',
  words_other: '{{number}} words',
}
