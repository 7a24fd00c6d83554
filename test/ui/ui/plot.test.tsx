import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Plot } from '../../../renderer/ui/plot'
import { csvOf } from '../../../renderer/ui/plot-export'
import {
  intervalMarks,
  type PlotFrame,
  placesOf,
  seriesColour,
  zeroLine,
} from '../../../renderer/ui/plot-theme'
import { renderPart } from '../render'

const rows = [
  { name: 'Base', value: 2.5, low: 2.25, high: 2.75, colour: 'var(--plot-base)' },
  { name: 'Adapter', value: 3.125, low: 2.875, high: 3.25, colour: seriesColour(0) },
]
const table = {
  columns: [{ header: 'Model' }, { header: 'Mean', digits: 2 }],
  rows: rows.map((row) => [row.name, row.value]),
}

function draw({ Plot }: PlotFrame) {
  return { height: 120, marks: [zeroLine(Plot, 'x'), ...intervalMarks(Plot, rows)] }
}

async function drawn(): Promise<SVGSVGElement> {
  return waitFor(() => {
    const svg = screen.getByRole('img').querySelector('svg')
    if (!svg) throw new Error('not drawn yet')
    return svg
  })
}

test('a plot is drawn without style elements or attributes, which the content policy forbids', async () => {
  renderPart(<Plot title="Mean score" summary="The adapter is higher." draw={draw} table={table} />)
  const svg = await drawn()
  const img = screen.getByRole('img', { name: 'Mean score. The adapter is higher.' })
  const found = {
    styles: img.querySelectorAll('style, [style]').length,
    points: [...svg.querySelectorAll('[aria-label="dot"] path, [aria-label="dot"] circle')].map(
      (point) => point.getAttribute('fill'),
    ),
    intervals: svg.querySelectorAll('[aria-label="link"] path').length,
  }
  expect(found).toEqual({
    styles: 0,
    points: ['var(--plot-base)', 'var(--plot-1)'],
    intervals: 2,
  })
})

test('T shows the numbers in place of the drawing, and brings the drawing back', async () => {
  renderPart(<Plot title="Mean score" draw={draw} table={table} />)
  await drawn()
  const spoken = within(screen.getByRole('table')).getAllByRole('row').length
  await userEvent.keyboard('t')
  const cells = within(screen.getByRole('table'))
    .getAllByRole('cell')
    .map((cell) => cell.textContent)
  const isGone = screen.queryByRole('img') === null
  await userEvent.keyboard('t')
  await drawn()
  expect([spoken, isGone, cells]).toEqual([3, true, ['Base', '2.50', 'Adapter', '3.13']])
})

test('the CSV has all digits and no formulas; the SVG names itself and holds no variables', async () => {
  const user = userEvent.setup()
  renderPart(<Plot title="Mean score" draw={draw} table={table} />)
  await drawn()
  await user.click(screen.getByRole('button', { name: 'Copy the numbers as CSV' }))
  const csv = await navigator.clipboard.readText()
  await user.click(screen.getByRole('button', { name: 'Copy the drawing as SVG' }))
  const svg = await navigator.clipboard.readText()
  expect(csv).toBe('Model,Mean\r\nBase,2.5\r\nAdapter,3.125\r\n')
  expect([svg.includes('var('), svg.includes('Mean score</title>')]).toEqual([false, true])
})

test('cells that begin like a formula are kept as words', () => {
  const cells = { columns: [{ header: 'A' }], rows: [['=1+1'], ['-x'], [-1], ['a "b", c'], [null]] }
  expect(csvOf(cells)).toBe('A\r\n\'=1+1\r\n\'-x\r\n-1\r\n"a ""b"", c"\r\n\r\n')
})

let changeTo: (step: number) => void = () => undefined

function Changing({ onDraw }: { readonly onDraw: typeof draw }) {
  const [step, setStep] = useState(0)
  changeTo = setStep
  return <Plot title={`Step ${step}`} draw={(frame) => onDraw(frame)} table={table} />
}

test('changes that come quickly are drawn at most twice a second', async () => {
  const spy = vi.fn(draw)
  renderPart(<Changing onDraw={spy} />)
  await drawn()
  const before = spy.mock.calls.length
  const started = performance.now()
  for (let step = 1; step <= 40; step += 1) {
    act(() => changeTo(step))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const seconds = (performance.now() - started) / 1000
  const drawings = spy.mock.calls.length - before
  expect(drawings).toBeGreaterThan(0)
  expect(drawings).toBeLessThanOrEqual(Math.ceil(seconds * 2))
})

test('a model keeps its colour whoever it is compared with, and the base is neutral', () => {
  const order = { adapterIds: ['first', 'second', 'third'], modelIds: ['base', 'other'] }
  const base = { modelId: 'base', adapterId: null, isBase: true }
  const of = (adapterId: string) => ({ modelId: 'base', adapterId })
  const other = { modelId: 'other', adapterId: null }
  expect([
    placesOf([base, of('first'), of('third'), other], order),
    placesOf([base, of('third')], order),
    placesOf([base, other, of('second')], { ...order, adapterIds: ['first', 'second'] }),
    placesOf([of('unknown'), of('first')], order),
  ]).toEqual([
    [null, 0, 2, 5],
    [null, 2],
    [null, 5, 1],
    [0, 1],
  ])
})
