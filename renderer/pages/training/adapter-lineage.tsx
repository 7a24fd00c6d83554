import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdapterFull } from '../../../contract/adapters'
import { setParams } from '../../core/route'
import { copyText } from '../../ui/copy-text'
import { Facts } from '../../ui/figure'
import { IconCopy } from '../../ui/icons'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './adapter.module.css'

/** Run, base, data and split with their hashes: what it learned from, and what it was used for. */
export function AdapterLineage({ adapter }: { readonly adapter: AdapterFull }) {
  const { t } = useTranslation(['adapters', 'training'])
  const format = useFormat()
  return (
    <section className={classes.lineage} aria-label={t('lineage.title')}>
      <h3>{t('lineage.title')}</h3>
      <Facts rows={[...useOrigin(adapter), ...useShape(adapter), ...useUses(adapter)]} />
      {adapter.settings.length > 0 && (
        <details>
          <summary>{t('lineage.settings')}</summary>
          <Facts rows={adapter.settings} />
        </details>
      )}
      <p className={classes.soft}>
        {format.moment(adapter.createdAt)}, {adapter.createdBy}
      </p>
    </section>
  )
}

interface Row {
  readonly label: string
  readonly value: ReactNode
}

function useOrigin(adapter: AdapterFull): readonly Row[] {
  const { t } = useTranslation(['adapters', 'training'])
  const format = useFormat()
  const { runId, runName, stage, step, parentId, parentName } = adapter
  const from =
    stage !== null && step !== null
      ? t('lineage.from', {
          stage: t(`training:runs.stage.${stage}`),
          step: format.number(step),
        })
      : null
  return [
    {
      label: t('lineage.run'),
      value:
        runId === null ? (
          t('lineage.imported', { who: adapter.createdBy })
        ) : (
          <>
            <Anchor
              size="sm"
              component="button"
              type="button"
              onClick={() => setParams({ tab: 'run', run: runId, over: null })}
            >
              {runName ?? t('lineage.openRun')}
            </Anchor>
            {from && <span className={classes.under}>{from}</span>}
          </>
        ),
    },
    ...(adapter.validationLoss === null
      ? []
      : [{ label: t('lineage.loss'), value: format.fixed(adapter.validationLoss, 4) }]),
    ...(parentId === null ? [] : [{ label: t('lineage.parent'), value: parentName ?? parentId }]),
    {
      label: t('lineage.model'),
      value: <Hashed words={adapter.modelName} hash={adapter.modelSha256} />,
    },
    { label: t('lineage.file'), value: <Hashed words="" hash={adapter.sha256} /> },
    ...adapter.data.map((one) => ({
      label: t('lineage.data', { stage: t(`training:runs.stage.${one.stage}`) }),
      value: (
        <Hashed
          words={t('lineage.dataText', {
            samples: format.number(one.samples),
            steps: format.number(one.steps),
          })}
          hash={one.sha256}
        />
      ),
    })),
    ...(adapter.splitSha256 === null
      ? []
      : [{ label: t('lineage.split'), value: <Hashed words="" hash={adapter.splitSha256} /> }]),
    ...(adapter.leakage === null
      ? []
      : [{ label: t('lineage.leakage'), value: t(`lineage.leakages.${adapter.leakage}`) }]),
  ]
}

function useShape(adapter: AdapterFull): readonly Row[] {
  const { t } = useTranslation('adapters')
  const format = useFormat()
  return [
    {
      label: t('lineage.parameters'),
      value: t('lineage.parametersText', {
        parameters: format.number(adapter.parameters),
        bytes: format.bytes(adapter.bytes),
      }),
    },
    {
      label: t('lineage.shape'),
      value: t('lineage.shapeText', {
        rank: format.number(adapter.rank),
        alpha: format.number(adapter.alpha, 1),
        targets: adapter.targets.join(', '),
      }),
    },
    { label: t('lineage.family'), value: adapter.family },
  ]
}

function useUses({ uses }: AdapterFull): readonly Row[] {
  const { t } = useTranslation('adapters')
  const format = useFormat()
  const counted = (
    key: 'lineage.usesRuns' | 'lineage.usesAnswers' | 'lineage.usesChildren',
    count: number,
  ): string => t(key, { count, number: format.number(count) })
  return [
    {
      label: t('lineage.uses'),
      value: t('lineage.usesText', {
        runs: counted('lineage.usesRuns', uses.synthesisRuns),
        answers: counted('lineage.usesAnswers', uses.answers),
        children: counted('lineage.usesChildren', uses.children),
      }),
    },
  ]
}

/** A hash as its beginning; the whole of it on pointing, and by the button. */
function Hashed({ words, hash }: { readonly words: string; readonly hash: string }) {
  const { t } = useTranslation('adapters')
  const copy = async (): Promise<void> => {
    const isDone = await copyText(hash)
    tell(isDone ? 'fine' : 'look', t(isDone ? 'lineage.copied' : 'lineage.notCopied'))
  }
  return (
    <span>
      {words}
      <span className={words === '' ? classes.hash : `${classes.hash} ${classes.under}`}>
        <span title={hash}>{t('lineage.hash', { hash: `${hash.slice(0, 12)}…` })}</span>
        <button
          type="button"
          className={classes.copy}
          aria-label={t('lineage.copy')}
          onClick={() => void copy()}
        >
          <IconCopy size={13} aria-hidden />
        </button>
      </span>
    </span>
  )
}
