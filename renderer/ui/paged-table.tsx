import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { KeysetPages } from '../core/hooks'
import { DataTable, type DataTableProps } from './data-table'
import { EmptyState } from './empty-state'
import { RefusalNote } from './error-boundary'

type OwnProps = 'rows' | 'hasMore' | 'isLoading' | 'loadMore' | 'empty'

interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, OwnProps> {
  readonly pages: KeysetPages<Row>
  /** What stands there when nothing is like what was asked for. */
  readonly none: { readonly title: string; readonly text: string; readonly clear?: string }
  /** Asks for everything again, by the button that `none.clear` names. */
  readonly onClear?: () => void
  /** Search and filters above the rows; gone with them when the core refuses. */
  readonly tools?: ReactNode
}

/** A table whose rows come page by page, as it is scrolled: as smooth with 158,114 of them as with ten. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { pages, none, onClear, tools, ...table } = props
  if (pages.failure) return <RefusalNote message={pages.failure.message} />
  return (
    <>
      {tools}
      <DataTable
        {...table}
        rows={pages.rows}
        hasMore={pages.hasMore}
        isLoading={pages.isLoading}
        loadMore={pages.loadMore}
        empty={
          <EmptyState
            title={none.title}
            text={none.text}
            action={
              none.clear && (
                <Button variant="default" onClick={onClear}>
                  {none.clear}
                </Button>
              )
            }
          />
        }
      />
    </>
  )
}
