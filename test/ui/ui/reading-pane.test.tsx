import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ReadingPane } from '../../../renderer/ui/reading-pane'
import { renderPart } from '../render'

const text = 'Aspirin 100 mg was given.\nNo aspirin at home.'

test('a text is drawn as text, whatever it holds', () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script>\u202egnp.exe'
  const { container } = renderPart(<ReadingPane text={hostile} label="Note" />)
  expect({
    tags: container.querySelectorAll('img, script, iframe, style').length,
    shown: screen.getByRole('region', { name: 'Note' }).textContent,
  }).toEqual({ tags: 0, shown: hostile.replace('\u202e', 'U+202E') })
})

test('marks stand where they belong and say what they mean', () => {
  renderPart(
    <ReadingPane
      text={text}
      label="Note"
      marks={[{ start: 8, end: 14, look: 'unsupported', title: 'Not in the report', id: 'dose' }]}
      activeMark="dose"
    />,
  )
  const mark = screen.getByTitle('Not in the report')
  expect([mark.textContent, mark.dataset.look, mark.dataset.active]).toEqual([
    '100 mg',
    'unsupported',
    'true',
  ])
})

test('find goes from place to place with Enter and round at the end', async () => {
  const { container } = renderPart(<ReadingPane text={text} label="Note" />)
  const current = () =>
    [
      screen.getByRole('status').textContent,
      container.querySelectorAll('[data-find]').length,
    ] as const
  await userEvent.type(screen.getByLabelText('Find in: Note'), 'aspirin')
  const first = current()
  await userEvent.keyboard('{Enter}')
  const second = current()
  await userEvent.keyboard('{Enter}')
  expect([first, second, current()]).toEqual([
    ['1 of 2', 2],
    ['2 of 2', 2],
    ['1 of 2', 2],
  ])
})

test('confidential text has its edge and its word', () => {
  const { container } = renderPart(<ReadingPane text={text} label="Note" confidential />)
  expect([
    container.querySelectorAll('[data-confidential]').length,
    screen.getByText(/^Confidential/).textContent,
  ]).toEqual([1, 'Confidential: local notes and all that comes from them'])
})
