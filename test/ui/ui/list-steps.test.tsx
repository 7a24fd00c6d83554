import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { forgetRoute, setParams, useRoute } from '../../../renderer/core/route'
import { ListStepButtons, useListSteps } from '../../../renderer/ui/list-steps'
import { renderPart } from '../render'

const keys = [4, 8, 15, 16, 23]

function Reader({ told }: { readonly told: string[] }) {
  const { row = '' } = useRoute().params
  const steps = useListSteps({
    keys,
    open: Number(row),
    param: 'row',
    loadMore: () => told.push(`more after ${row}`),
  })
  return (
    <>
      <p>{row === '' ? 'the list' : `row ${row}, place ${steps.at}`}</p>
      <ListStepButtons steps={steps} words={{ back: 'List', before: 'Before', next: 'Next' }} />
    </>
  )
}

function openAt(row: number): string[] {
  const told: string[] = []
  forgetRoute()
  setParams({ row })
  renderPart(<Reader told={told} />)
  return told
}

test('J and K step, and stop at both ends of the list', async () => {
  openAt(4)
  expect(screen.getByRole('button', { name: /Before/ })).toHaveProperty('disabled', true)
  await userEvent.keyboard('kjj')
  await screen.findByText('row 15, place 2')
  await userEvent.keyboard('jjjjk')
  await screen.findByText('row 16, place 3')
})

test('the rows that follow are asked for before the last one is reached', async () => {
  const told = openAt(8)
  await userEvent.click(screen.getByRole('button', { name: /Next/ }))
  expect(told).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: /Next/ }))
  await userEvent.click(screen.getByRole('button', { name: /Next/ }))
  expect(told).toEqual(['more after 16'])
})

test('Escape leads back to the list, also from a row that the list does not know', async () => {
  openAt(99)
  await screen.findByText('row 99, place -1')
  expect(screen.getByRole('button', { name: /Next/ })).toHaveProperty('disabled', true)
  await userEvent.keyboard('{Escape}')
  await screen.findByText('the list')
})
