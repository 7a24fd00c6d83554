import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { call } from '../../../core/bridge'
import { useCommand } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { worded } from '../../../i18n/worded'
import { Help } from '../../../ui/help'
import { IconUpload } from '../../../ui/icons'
import { tell } from '../../../ui/tell'
import { useCounted } from '../../../ui/use-counted'
import { type PlanForm, type StudyRun, toggled } from './plan-state'
import classes from './study.module.css'

interface AnswerFilesProps {
  readonly form: PlanForm
  readonly run: StudyRun
}

/** Answers that were made elsewhere, as further arms. */
export function AnswerFiles({ form, run }: AnswerFilesProps) {
  const { t } = useTranslation('studies')
  const counted = useCounted()
  const mayImport = useMay('studies.importAnswers')
  const bringIn = useCommand('studies.importAnswers')
  const { plan, change } = form
  const all = run.files.map((file) => file.id)
  const choose = async (): Promise<void> => {
    const [chosen] = await call('shell.chooseFiles', { what: 'sources' })
    if (!chosen) return
    const name = chosen.name.replace(/\.[a-z0-9]+$/i, '')
    const brought = await bringIn.run({ runId: run.id, token: chosen.token, name })
    if (!brought) return
    change({ fileIds: [...plan.fileIds, brought.file.id] })
    const [problem] = brought.problems
    const sum = t('form.imported', { answers: counted(brought.file.answers, 'answers') })
    tell(
      problem ? 'look' : 'fine',
      problem ? `${sum} ${worded(problem.said, problem.reason)}` : sum,
    )
  }
  return (
    <>
      {run.files.map((file) => (
        <Checkbox
          key={file.id}
          checked={plan.fileIds.includes(file.id)}
          onChange={() => change({ fileIds: toggled(plan.fileIds, file.id, all) })}
          label={
            <span className={classes.option}>
              {file.name}
              <span className={classes.soft}>
                {t('form.file')} · {counted(file.answers, 'answers')}
              </span>
            </span>
          }
        />
      ))}
      {mayImport && (
        <span className={classes.option}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconUpload size={15} aria-hidden />}
            loading={bringIn.isRunning}
            onClick={() => void choose()}
          >
            {t('form.importFile')}
          </Button>
          <Help about={t('form.importFile')}>{t('form.importFileHelp')}</Help>
        </span>
      )}
    </>
  )
}
