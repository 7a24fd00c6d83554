import { Chip, NativeSelect, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { taskIds } from '../../../contract/tasks'
import { useCounted } from '../../ui/use-counted'
import type { Comparison, ComparisonParts } from './comparison'
import classes from './comparison.module.css'
import { useTaskName } from './use-figures'

interface OpenSourceProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

/** Notes of a collection, each asked the instructions of the chosen tasks. */
export function NoteSource({ comparison, parts }: OpenSourceProps) {
  const { t } = useTranslation('evaluation')
  const counted = useCounted()
  const taskName = useTaskName()
  const { source, change } = comparison
  if (parts.collections.length === 0) return null
  return (
    <>
      <Radio value="notes" label={t('source.notes')} description={t('source.notesMeans')} />
      {source?.kind === 'notes' && (
        <div className={classes.under}>
          <NativeSelect
            size="sm"
            aria-label={t('source.collection')}
            data={parts.collections.map((one) => ({
              value: one.id,
              label: `${one.name} (${counted(one.records, 'notes')})`,
            }))}
            value={source.id}
            onChange={(event) => change({ source: { ...source, id: event.currentTarget.value } })}
          />
          <Chip.Group
            multiple
            value={[...source.tasks]}
            onChange={(chosen) =>
              change({
                source: { ...source, tasks: taskIds.filter((task) => chosen.includes(task)) },
              })
            }
          >
            <div className={classes.chips}>
              {taskIds.map((task) => (
                <Chip key={task} size="xs" value={task}>
                  {taskName(task)}
                </Chip>
              ))}
            </div>
          </Chip.Group>
          <p className={classes.soft}>{t('source.allTasks')}</p>
        </div>
      )}
    </>
  )
}

const allModels = ''

/** What people called wrong under Query, asked again. */
export function ComplaintSource({ comparison, parts }: OpenSourceProps) {
  const { t } = useTranslation('evaluation')
  const counted = useCounted()
  const { source, change } = comparison
  if (parts.complaints.length === 0) return null
  const total = parts.complaints.reduce((sum, one) => sum + one.complaints, 0)
  return (
    <>
      <Radio
        value="complaints"
        label={
          <span className={classes.option}>
            {t('source.complaints')}
            <span className={classes.soft}>{counted(total, 'answers')}</span>
          </span>
        }
        description={t('source.complaintsMeans')}
      />
      {source?.kind === 'complaints' && (
        <div className={classes.under}>
          <NativeSelect
            size="sm"
            aria-label={t('source.ofModel')}
            data={[
              { value: allModels, label: t('source.everyModel') },
              ...[...new Map(parts.complaints.map((one) => [one.modelId, one.modelName]))].map(
                ([modelId, name]) => ({ value: modelId, label: name }),
              ),
            ]}
            value={source.modelId ?? allModels}
            onChange={(event) =>
              change({ source: { ...source, modelId: event.currentTarget.value || null } })
            }
          />
          <ul className={classes.counts}>
            {parts.complaints.map((one) => (
              <li key={`${one.modelId} ${one.adapterName}`} className={classes.soft}>
                {t('source.complaintsOf', {
                  model:
                    one.adapterName === null
                      ? one.modelName
                      : `${one.modelName} + ${one.adapterName}`,
                  complaints: one.complaints,
                  answers: counted(one.answers, 'answers'),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
