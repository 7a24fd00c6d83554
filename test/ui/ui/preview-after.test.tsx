import { expect, test } from 'vitest'
import { previewAfter } from '../../../renderer/ui/preview-after'

test('a title that is a line of the text is not said twice', () => {
  expect([
    previewAfter({ title: 'A case of fever', preview: 'A man came.\nHe was 52.' }),
    previewAfter({ title: 'A man came.', preview: 'A man came.\nHe was 52.' }),
    previewAfter({
      title: 'N1 · Annual exam.',
      preview: 'CHIEF COMPLAINT\n\nAnnual exam.\nHISTORY',
    }),
    previewAfter({
      title: 'A man came with a cou…',
      preview: 'A man came with a cough and fever.',
    }),
    previewAfter({ title: '', preview: 'A man came.' }),
  ]).toEqual(['A man came. He was 52.', 'He was 52.', 'HISTORY', 'gh and fever.', 'A man came.'])
})
