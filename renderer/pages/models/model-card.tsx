import { Button, Collapse } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../contract/jobs'
import type { ComputeDevices, Model } from '../../../contract/models'
import { useCommand, useOperation } from '../../core/hooks'
import { RefusalNote } from '../../ui/error-boundary'
import { Facts, Figure, FigureRow } from '../../ui/figure'
import { Help } from '../../ui/help'
import { ProgressLine } from '../../ui/progress-line'
import { StatusMark, Verdict } from '../../ui/status-mark'
import { useUnitName } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import { useJobWords, useWorded } from '../../ui/use-worded'
import { FitBar } from './fit-bar'
import { ModelAdapters } from './model-adapters'
import { ModelSettings } from './model-settings'
import classes from './models.module.css'
import { RemoveModel } from './remove-model'

interface ModelCardProps {
  readonly model: Model
  readonly devices: ComputeDevices | undefined
  readonly measuring: Job | undefined
}

/** All that is known of one model: size, where it fits, measured speed, hash, prompt family. */
export function ModelCard({ model, devices, measuring }: ModelCardProps) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const unit = useUnitName()
  const { header } = model
  const asked = useOperation('models.fit', { id: model.id })
  const fit = asked.data
  const family = t(`familyNames.${model.family}`)
  const [open, setOpen] = useState<'settings' | 'details' | null>(null)
  const words = useJobWords()
  const say = useWorded()
  const measure = useCommand('models.measure')
  const release = useCommand('models.release')
  const toggle = (part: 'settings' | 'details'): void => setOpen(open === part ? null : part)
  return (
    <article className={classes.card} aria-label={model.name}>
      <div className={classes.cardHead}>
        <h2 className={classes.name}>{model.name}</h2>
        {model.isSample && <span className={classes.tag}>{t('isSample')}</span>}
        <span className={classes.family}>
          {t('families', { family })}
          <Help about={t('family')}>{t('familyHelp')}</Help>
        </span>
      </div>
      {model.quarantine !== null && (
        <Verdict
          meaning="wrong"
          title={t('quarantine')}
          action={
            <Button
              size="compact-sm"
              variant="default"
              loading={release.isRunning}
              onClick={() => void release.run({ id: model.id })}
            >
              {t('release')}
            </Button>
          }
        >
          {t('quarantineText')}
        </Verdict>
      )}
      <FigureRow>
        <Figure label={t('size')} value={format.bytes(model.bytes)} note={model.quantisation} />
        <Figure
          label={t('parameters')}
          value={format.parameters(model.parameters)}
          note={t('layers', { count: model.layers })}
        />
        <Figure
          label={t('context')}
          value={fit ? format.number(fit.contextSize) : '–'}
          unit={t('tokens')}
          note={t('trainedWith', { tokens: format.number(model.trainedContext) })}
        />
        <Figure
          label={t('answers')}
          value={
            model.speed ? format.number(model.speed.generationTokensPerSecond, 1) : t('notMeasured')
          }
          unit={model.speed ? t('perSecond') : undefined}
          note={
            model.speed
              ? t('reads', {
                  rate: format.number(model.speed.promptTokensPerSecond, 0),
                  when: format.when(model.speed.measuredAt),
                })
              : t('measureHint')
          }
        />
      </FigureRow>
      {asked.error && !fit && (
        <RefusalNote message={asked.error.message} onRetry={() => void asked.refetch()} />
      )}
      {fit ? (
        <>
          <FitBar fit={fit} devices={devices} layers={model.layers} />
          <p className={classes.fit}>
            <StatusMark meaning={fit.fits ? 'fine' : 'look'}>
              {fit.fits ? t('fits') : t('fitsNot')}
            </StatusMark>
            <span className={classes.soft}>{say(fit.reasons, '')}</span>
          </p>
        </>
      ) : (
        asked.isPending && (
          <p className={classes.soft} role="status">
            {t('looking')}
          </p>
        )
      )}
      <ModelAdapters modelId={model.id} />
      {measuring && (
        <ProgressLine
          label={words(measuring).title}
          done={measuring.done}
          total={measuring.total}
          unit={unit(measuring.unit)}
        />
      )}
      <div className={classes.actions}>
        <Button
          size="compact-md"
          variant="default"
          disabled={measuring !== undefined || model.quarantine !== null}
          loading={measure.isRunning}
          onClick={() => void measure.run({ id: model.id })}
        >
          {model.speed ? t('measureAgain') : t('measure')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          aria-expanded={open === 'settings'}
          onClick={() => toggle('settings')}
        >
          {t('configure')}
        </Button>
        <Button
          size="compact-md"
          variant="subtle"
          aria-expanded={open === 'details'}
          onClick={() => toggle('details')}
        >
          {t('fileDetails')}
        </Button>
        <RemoveModel model={model} />
      </div>
      <Collapse expanded={open === 'settings'} transitionDuration={100}>
        {open === 'settings' && (
          <ModelSettings model={model} fit={fit} onDone={() => setOpen(null)} />
        )}
      </Collapse>
      <Collapse expanded={open === 'details'} transitionDuration={100}>
        <Facts
          rows={[
            { label: t('file'), value: model.fileName },
            { label: 'SHA-256', value: <code className={classes.hash}>{model.sha256}</code> },
            { label: t('architecture'), value: model.architecture },
            { label: t('family'), value: `${family}. ${t(`familyFrom.${model.familyFrom}`)}` },
            { label: t('added'), value: format.moment(model.createdAt) },
            { label: t('header.name'), value: header.name },
            { label: t('header.layers'), value: format.number(model.layers) },
            {
              label: t('header.heads'),
              value: t('header.headsValue', { heads: header.heads, kvHeads: header.kvHeads }),
            },
            { label: t('header.embedding'), value: format.number(header.embedding) },
            {
              label: t('header.vocabulary'),
              value: `${format.number(header.vocabulary)} (${header.tokenizer})`,
            },
            { label: t('header.version'), value: header.version },
            { label: t('header.tensors'), value: format.number(header.tensors) },
          ]}
        />
      </Collapse>
    </article>
  )
}
