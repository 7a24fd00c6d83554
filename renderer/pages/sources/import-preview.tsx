import { useTranslation } from 'react-i18next'
import type { ColumnMapping, Inspection } from '../../../contract/sources'
import { ColumnSelect, PreviewTable, RefusedRows } from '../../ui/import-preview'
import { useFormat } from '../../ui/use-format'

interface ImportPreviewProps {
  readonly inspection: Inspection
  readonly onMapping: (mapping: ColumnMapping) => void
}

/** The first records, the column of the file that feeds each part above them, and what is refused. */
export function ImportPreview({ inspection, onMapping }: ImportPreviewProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { rows, problems } = inspection.looked
  const select = (part: keyof ColumnMapping) => (
    <ColumnSelect
      label={t(`importing.roles.${part}`)}
      columns={inspection.columns}
      value={inspection.mapping[part]}
      none={part === 'text' ? undefined : t('importing.noColumn')}
      onColumn={(name) => onMapping({ ...inspection.mapping, [part]: name })}
    />
  )
  return (
    <>
      <PreviewTable
        lines={2}
        columns={[
          { key: 'text', head: select('text'), width: '48%' },
          { key: 'title', head: select('title') },
          { key: 'externalId', head: select('externalId') },
          { key: 'words', head: t('importing.roles.words'), width: '72px', isNumber: true },
        ]}
        rows={inspection.firstRows.map(({ text, title, externalId, words }) => [
          text,
          title,
          externalId,
          format.number(words),
        ])}
      />
      <RefusedRows
        problems={problems}
        allGood={t('importing.allGood', { number: format.number(rows) })}
        refused={t('importing.refusedTitle', {
          count: problems.length,
          number: format.number(problems.length),
          looked: format.number(rows),
        })}
      />
    </>
  )
}
