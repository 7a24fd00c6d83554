import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { type Column, DataTable } from '../../../renderer/ui/data-table'
import { renderPart } from '../render'

interface Row {
  readonly id: number
  readonly title: string
}

const columns: readonly Column<Row>[] = [
  { key: 'id', header: 'No.', width: '80px', align: 'right', render: (row) => row.id },
  { key: 'title', header: 'Title', width: '1fr', render: (row) => row.title, sort: 'title' },
]

function rowsUpTo(count: number): Row[] {
  return Array.from({ length: count }, (_, id) => ({ id, title: `Report ${id}` }))
}

function Table({ rows, told }: { readonly rows: readonly Row[]; readonly told: string[] }) {
  const [selected, setSelected] = useState<number | null>(null)
  return (
    <DataTable
      label="Reports"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => {
        told.push(`selected ${row.id}`)
        setSelected(row.id)
      }}
      onOpen={(row) => told.push(`opened ${row.id}`)}
      onSort={(sort) => told.push(`sort by ${sort}`)}
      total={rows.length}
      empty={<p>Nothing here</p>}
    />
  )
}

test('158,114 rows are told of, and only those in sight are drawn', async () => {
  renderPart(<Table rows={rowsUpTo(158_114)} told={[]} />)
  await screen.findByText('Report 0')
  const drawn = screen.getAllByRole('row').length
  expect({
    told: screen.getByRole('grid').getAttribute('aria-rowcount'),
    isSparing: drawn > 10 && drawn < 100,
  }).toEqual({ told: '158115', isSparing: true })
})

test('one Tab reaches the table; arrows, Home and End move, Enter opens', async () => {
  const told: string[] = []
  renderPart(<Table rows={rowsUpTo(40)} told={told} />)
  screen.getByRole('grid').focus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{End}{Home}{ArrowDown}{Enter}')
  expect(told).toEqual([
    'selected 0',
    'selected 1',
    'selected 0',
    'selected 39',
    'selected 0',
    'selected 1',
    'opened 1',
  ])
})

test('a header that sorts is a button, and no rows show what will be here', async () => {
  const told: string[] = []
  renderPart(<Table rows={[]} told={told} />)
  await userEvent.click(screen.getByRole('button', { name: 'Title' }))
  expect([told, screen.getByText('Nothing here').textContent]).toEqual([
    ['sort by title'],
    'Nothing here',
  ])
})

test('more is asked for before the end of the loaded rows comes into sight', () => {
  let asked = 0
  renderPart(
    <DataTable
      label="Reports"
      rows={rowsUpTo(30)}
      columns={columns}
      rowKey={(row) => row.id}
      hasMore
      loadMore={() => {
        asked += 1
      }}
    />,
  )
  expect(asked).toBeGreaterThan(0)
})
