import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side, SplitState } from '../../../contract/instructions'
import { sides } from '../../../contract/instructions'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { FieldLabel } from '../../ui/help'
import { NumberField, SeedField } from '../../ui/number-field'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './instructions.module.css'
import { LeakageCard } from './leakage-card'

/** The split as one bar, and whether anything leaks between its parts. */
export function SplitPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('instructions')
  const state = useOperation('instructions.splitState', { projectId }, { keepPrevious: true })
  const maySplit = useMay('instructions.split')
  if (state.error) return <RefusalNote message={state.error.message} />
  if (!state.data) return null
  const split = state.data
  const cases = split.sides.reduce((sum, side) => sum + side.cases, 0)
  if (split.made === null && cases + split.without.cases + split.without.rows === 0)
    return <EmptyState title={t('split.none.title')} text={t('split.none.text')} />
  return (
    <div className={classes.scroll}>
      <section className={classes.card} aria-label={t('split.title')}>
        <h2>{t('split.title')}</h2>
        <p className={classes.soft}>{t('split.help')}</p>
        <SplitBar split={split} />
        {maySplit && <SplitForm key={split.made?.at ?? ''} projectId={projectId} split={split} />}
      </section>
      <LeakageCard projectId={projectId} split={split} />
    </div>
  )
}

function SplitBar({ split }: { readonly split: SplitState }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const pieces = [
    ...split.sides,
    { side: 'none' as const, cases: split.without.cases, rows: split.without.rows },
  ].filter((piece) => piece.cases + piece.rows > 0)
  const words = (piece: { side: Side | 'none'; cases: number; rows: number }): string =>
    t('split.bar', {
      side: t(`split.sides.${piece.side}`),
      cases: t('split.cases', { count: piece.cases, number: format.number(piece.cases) }),
      rows: t('split.rows', { count: piece.rows, number: format.number(piece.rows) }),
    })
  return (
    <>
      <div className={classes.bar} role="img" aria-label={pieces.map(words).join('; ')}>
        {pieces.map((piece) => (
          <span
            key={piece.side}
            className={classes.piece}
            data-side={piece.side}
            style={{ flexGrow: Math.max(piece.cases, 0.01) }}
          >
            {t(`split.sides.${piece.side}`)}
          </span>
        ))}
      </div>
      <ul className={classes.legend}>
        {pieces.map((piece) => (
          <li key={piece.side}>{words(piece)}</li>
        ))}
      </ul>
      {split.made && split.without.cases > 0 && (
        <StatusMark meaning="look">
          {t('split.without', {
            count: split.without.cases,
            number: format.number(split.without.cases),
          })}
        </StatusMark>
      )}
      {split.made && (
        <p className={classes.soft}>
          {t('split.made', {
            who: split.made.by,
            when: format.moment(split.made.at),
            seed: split.made.seed,
          })}
        </p>
      )}
    </>
  )
}

interface SplitFormProps {
  readonly projectId: string
  readonly split: SplitState
}

function SplitForm({ projectId, split }: SplitFormProps) {
  const { t } = useTranslation('instructions')
  const usual = split.made?.shares ?? { train: 0.8, validation: 0.1, test: 0.1 }
  const [shares, setShares] = useState(usual)
  const [seed, setSeed] = useState(split.made?.seed ?? 1)
  const [keepSides, setKeep] = useState(split.made !== null)
  const run = useCommand('instructions.split')
  const highest: Readonly<Record<Side, number>> = { train: 100, validation: 50, test: 50 }
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void run.run({ projectId, seed, shares, keepSides })
      }}
    >
      {sides.map((side) => (
        <NumberField
          key={side}
          label={t(`split.${side}`)}
          suffix=" %"
          min={side === 'train' ? 10 : 0}
          max={highest[side]}
          step={5}
          clampBehavior="blur"
          value={Math.round(shares[side] * 100)}
          onNumber={(percent) => setShares({ ...shares, [side]: percent / 100 })}
        />
      ))}
      <SeedField
        label={<FieldLabel help={t('split.seedHelp')}>{t('split.seed')}</FieldLabel>}
        seed={seed}
        onSeed={setSeed}
      />
      {split.made && (
        <Switch
          className={classes.wide}
          label={t('split.keep')}
          description={t('split.keepHelp')}
          checked={keepSides}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
      )}
      <Button type="submit" loading={run.isRunning}>
        {t(split.made ? 'split.again' : 'split.run')}
      </Button>
    </form>
  )
}
