import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Corpus, corpora } from '../../../contract/evaluation-scoring'
import { useCommand, useOperation } from '../../core/hooks'
import { go } from '../../core/route'
import { FieldLabel } from '../../ui/help'
import { IconLock, IconPlayerPlay } from '../../ui/icons'
import { NumberField, OptionalNumberField, SeedField } from '../../ui/number-field'
import { useFormat } from '../../ui/use-format'
import { suitingBase, suitingOthers } from './comparison'
import classes from './evaluation.module.css'
import { ModelFields } from './model-fields'
import { type Choices, useChoices } from './use-choices'

interface PerplexityFormProps {
  readonly projectId: string
  readonly onStarted: (jobId: string) => void
}

/** The most adapters beside the model alone. */
const mostAdapters = 5

export function PerplexityForm({ projectId, onStarted }: PerplexityFormProps) {
  const { t } = useTranslation('evaluation')
  const choices = useChoices(projectId)
  const form = useMeasured(choices)
  const available = useOperation('evaluation.corpora', { projectId }).data ?? []
  const [without, setWithout] = useState<readonly Corpus[]>([])
  const [perCorpus, setPerCorpus] = useState<number | null>(200)
  const [seed, setSeed] = useState(1)
  const [context, setContext] = useState(2048)
  const start = useCommand('evaluation.startPerplexity')
  const documents = (corpus: Corpus): number =>
    available.find((one) => one.corpus === corpus)?.documents ?? 0
  const chosen = corpora.filter((one) => documents(one) > 0 && !without.includes(one))
  const run = async (): Promise<void> => {
    if (!form.model) return
    const started = await start.run({
      projectId,
      modelId: form.model.id,
      adapterIds: [null, ...form.adapterIds],
      corpora: [...chosen],
      perCorpus,
      seed,
      context,
    })
    if (started) onStarted(started.jobId)
  }
  if (choices.isReady && choices.models.length === 0) return <NoModel />
  return (
    <form
      className={classes.sideForm}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <ModelFields choices={choices} most={mostAdapters} {...form} />
      <CorpusFields
        available={available}
        chosen={chosen}
        onToggle={(corpus) =>
          setWithout(
            without.includes(corpus)
              ? without.filter((one) => one !== corpus)
              : [...without, corpus],
          )
        }
      />
      <OptionalNumberField
        label={<FieldLabel help={t('perplexity.sampleHelp')}>{t('perplexity.sample')}</FieldLabel>}
        placeholder={t('perplexity.whole')}
        value={perCorpus}
        onNumber={setPerCorpus}
      />
      {perCorpus !== null && perCorpus < 200 && (
        <p className={classes.soft}>{t('perplexity.few')}</p>
      )}
      <div className={classes.twoFields}>
        <SeedField
          label={<FieldLabel help={t('form.seedHelp')}>{t('form.seed')}</FieldLabel>}
          seed={seed}
          onSeed={setSeed}
        />
        <NumberField
          label={
            <FieldLabel help={t('perplexity.contextHelp')}>{t('perplexity.context')}</FieldLabel>
          }
          min={64}
          max={8192}
          step={256}
          clampBehavior="blur"
          allowDecimal={false}
          value={context}
          onNumber={setContext}
        />
      </div>
      <Button
        type="submit"
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
        disabled={!form.model || chosen.length === 0}
        loading={start.isRunning}
      >
        {t('perplexity.start')}
      </Button>
      {chosen.length === 0 && <p className={classes.soft}>{t('perplexity.noDocuments')}</p>}
    </form>
  )
}

/** Which model is measured, and which of its adapters; the newest one unless a person says else. */
export function useMeasured(choices: Choices) {
  const [modelId, setModelId] = useState<string | null>(null)
  const [adapters, setAdapters] = useState<readonly string[] | null>(null)
  const model = choices.models.find((one) => one.id === modelId) ?? suitingBase(choices)
  const suiting = suitingOthers(choices, model).flatMap((one) => one.adapterId ?? [])
  return {
    model,
    adapterIds: adapters ?? suiting,
    onModel: (id: string): void => {
      setModelId(id)
      setAdapters(null)
    },
    onAdapters: setAdapters,
  }
}

export function NoModel() {
  const { t } = useTranslation('evaluation')
  return (
    <div className={classes.sideForm}>
      <p>{t('noModel.text')}</p>
      <Button onClick={() => go('models')}>{t('noModel.action')}</Button>
    </div>
  )
}

interface CorpusFieldsProps {
  readonly available: readonly {
    readonly corpus: Corpus
    readonly documents: number
    readonly confidential: number
  }[]
  readonly chosen: readonly Corpus[]
  readonly onToggle: (corpus: Corpus) => void
}

function CorpusFields({ available, chosen, onToggle }: CorpusFieldsProps) {
  const { t } = useTranslation(['evaluation', 'common'])
  const format = useFormat()
  return (
    <fieldset className={classes.group}>
      <legend>{t('perplexity.texts')}</legend>
      {corpora.map((corpus) => {
        const found = available.find((one) => one.corpus === corpus)
        const documents = found?.documents ?? 0
        return (
          <Checkbox
            key={corpus}
            size="sm"
            checked={chosen.includes(corpus)}
            disabled={documents === 0}
            onChange={() => onToggle(corpus)}
            label={
              <span className={classes.withIcon}>
                {(found?.confidential ?? 0) > 0 && (
                  <IconLock size={13} aria-label={t('common:confidential')} />
                )}
                {t(`corpora.${corpus}`)}
                <span className={classes.soft}>{format.number(documents)}</span>
              </span>
            }
          />
        )
      })}
    </fieldset>
  )
}
