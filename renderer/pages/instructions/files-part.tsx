import { Button, Checkbox, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportFormat, InstructionBoard } from '../../../contract/instructions'
import { exportFormats } from '../../../contract/instructions'
import type { ChosenFile } from '../../../contract/shell'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { useFileChoice } from '../../ui/file-choice'
import { Help } from '../../ui/help'
import { IconFolder } from '../../ui/icons'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { ImportRows } from './import-rows'
import classes from './instructions.module.css'

interface FilesPartProps {
  readonly projectId: string
  readonly board: InstructionBoard
}

/** Rows out to files, and rows in from files. */
export function FilesPart({ projectId, board }: FilesPartProps) {
  const mayWrite = useMay('instructions.export')
  const mayRead = useMay('instructions.import')
  return (
    <div className={classes.scroll}>
      {mayWrite && <WriteFiles projectId={projectId} board={board} />}
      {mayRead && <ImportRows projectId={projectId} />}
      <Imports projectId={projectId} />
    </div>
  )
}

function WriteFiles({ projectId, board }: FilesPartProps) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const [chosen, setChosen] = useState<ExportFormat>('asclepius-csv')
  const [isShareable, setShareable] = useState(true)
  const [isWithout, setWithout] = useState(false)
  const write = useCommand('instructions.export')
  const hasSecrets = board.confidential > 0
  const isRefused = isShareable && hasSecrets && !isWithout
  const choose = useFileChoice((files: readonly ChosenFile[]) => {
    const [folder] = files
    if (!folder) return
    void write
      .run({
        projectId,
        format: chosen,
        token: folder.token,
        shareable: isShareable,
        withoutConfidential: hasSecrets && isWithout,
      })
      .then((started) => started && tell('fine', t('files.started')))
  })
  return (
    <section className={classes.card} aria-label={t('files.exportTitle')}>
      <div className={classes.blockHead}>
        <h2>{t('files.exportTitle')}</h2>
        <Help about={t('files.exportTitle')}>{t('files.exportHelp')}</Help>
      </div>
      <p className={classes.soft}>{t('files.exportHelp')}</p>
      <Radio.Group
        label={t('files.format')}
        value={chosen}
        onChange={(value) => setChosen(value as ExportFormat)}
      >
        <div className={classes.list}>
          {exportFormats.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`files.formats.${one}.name`)}
              description={t(`files.formats.${one}.help`)}
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label={t('files.whereTo')}
        value={isShareable ? 'shareable' : 'inHouse'}
        onChange={(value) => setShareable(value === 'shareable')}
      >
        <div className={classes.list}>
          <Radio value="shareable" label={t('files.shareable')} />
          <Radio value="inHouse" label={t('files.inHouse')} />
        </div>
      </Radio.Group>
      {hasSecrets && (
        <Checkbox
          label={t('files.without', { number: format.number(board.confidential) })}
          checked={isWithout}
          onChange={(event) => setWithout(event.currentTarget.checked)}
        />
      )}
      {isRefused && (
        <StatusMark meaning="confidential">
          {t('files.refused', { number: format.number(board.confidential) })}
        </StatusMark>
      )}
      <div className={classes.row}>
        <Button
          leftSection={<IconFolder size={16} aria-hidden />}
          disabled={isRefused || board.kept === 0}
          loading={write.isRunning}
          onClick={() => void choose('folder')}
        >
          {t('files.write')}
        </Button>
        {board.kept === 0 && <span className={classes.soft}>{t('files.nothing')}</span>}
      </div>
    </section>
  )
}

function Imports({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const counted = useCounted()
  const imports = useOperation('instructions.imports', { projectId }).data ?? []
  if (imports.length === 0) return null
  return (
    <section className={classes.card} aria-label={t('files.imports')}>
      <h2>{t('files.imports')}</h2>
      <ul className={classes.list}>
        {imports.map((one) => (
          <li key={one.id}>
            {t('files.import', {
              name: one.name,
              rows: counted(one.rows, 'rows'),
              when: format.moment(one.createdAt),
              who: one.createdBy,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
