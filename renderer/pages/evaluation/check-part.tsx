import { Button, NumberInput, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementCheckState } from '../../../contract/evaluation-statements'
import type { EstimateOrNot } from '../../../contract/statistics'
import { useCommand, useOperation } from '../../core/hooks'
import { useMay } from '../../core/person'
import { RefusalNote } from '../../ui/error-boundary'
import { FigureTable } from '../../ui/figure-table'
import { Section } from '../../ui/page'
import { type Meaning, StatusMark, Verdict } from '../../ui/status-mark'
import { offerUndo } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import { Estimate } from './estimate'
import classes from './evaluation.module.css'
import { PartFrame } from './part-frame'
import { verdictMeanings } from './statement-bar'
import { useFigures } from './use-figures'

const meanings: Readonly<Record<StatementCheckState['state'], Meaning>> = {
  unmeasured: 'look',
  'good-enough': 'fine',
  'below-floor': 'wrong',
  'switched-off': 'look',
}

/** How far the statement check can be trusted: its own precision and recall against people's verdicts. */
export function CheckPart({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const check = useOperation('evaluation.statementCheck', { projectId })
  if (check.error) return <RefusalNote message={check.error.message} />
  return (
    <PartFrame part="check">
      {check.data && (
        <div className={classes.narrow}>
          <Verdict
            meaning={meanings[check.data.state]}
            title={t(`check.states.${check.data.state}`)}
          >
            {t('check.labelled', {
              labelled: format.number(check.data.labelled),
              needed: format.number(check.data.labelledNeeded),
            })}
          </Verdict>
          <p className={classes.lead}>{t('check.how')}</p>
          <CheckFigures state={check.data} />
          <CheckSettings
            key={JSON.stringify([check.data.floor, check.data.isSwitchedOff])}
            projectId={projectId}
            state={check.data}
          />
        </div>
      )}
    </PartFrame>
  )
}

function CheckFigures({ state }: { readonly state: StatementCheckState }) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  if (state.labelled === 0)
    return (
      <Section title={t('check.figures')}>
        <p className={classes.soft}>{t('check.noLabels')}</p>
      </Section>
    )
  return (
    <Section title={t('check.figures')} note={t('check.figuresNote')}>
      <FigureTable
        heads={[t('check.verdict'), t('check.precision'), t('check.recall'), t('check.counts')]}
      >
        <tr data-all>
          <th scope="row">{t('check.problem')}</th>
          <ShareCell share={state.problem.precision} />
          <ShareCell share={state.problem.recall} />
          <td />
        </tr>
        {state.figures.map((one) => (
          <tr key={one.verdict}>
            <th scope="row">
              <StatusMark meaning={verdictMeanings[one.verdict]}>
                {t(`verdicts.${one.verdict}`)}
              </StatusMark>
            </th>
            <ShareCell share={one.precision} />
            <ShareCell share={one.recall} />
            <td className={classes.soft}>
              {t('check.said', {
                check: format.number(one.checkSaid),
                people: format.number(one.peopleSaid),
                both: format.number(one.both),
              })}
            </td>
          </tr>
        ))}
      </FigureTable>
    </Section>
  )
}

function ShareCell({ share }: { readonly share: EstimateOrNot }) {
  const figures = useFigures()
  return (
    <td>
      <Estimate value={figures.share(share)} interval={figures.shareInterval(share)} />
    </td>
  )
}

interface CheckSettingsProps {
  readonly projectId: string
  readonly state: StatementCheckState
}

/** The floor below which the check is taken away, and the switch. */
function CheckSettings({ projectId, state }: CheckSettingsProps) {
  const { t } = useTranslation('evaluation')
  const save = useCommand('evaluation.setStatementCheck')
  const maySet = useMay('evaluation.setStatementCheck')
  const [precision, setPrecision] = useState(Math.round(state.floor.precision * 100))
  const [recall, setRecall] = useState(Math.round(state.floor.recall * 100))
  if (!maySet) return null
  const before = { projectId, floor: state.floor, isSwitchedOff: state.isSwitchedOff }
  const change = async (changes: Partial<typeof before>): Promise<void> => {
    if (await save.run({ ...before, ...changes }))
      offerUndo(t('check.saved'), () => void save.run(before))
  }
  const isChanged =
    precision !== Math.round(state.floor.precision * 100) ||
    recall !== Math.round(state.floor.recall * 100)
  const field = (name: 'precision' | 'recall', value: number, set: (next: number) => void) => (
    <NumberInput
      size="sm"
      label={t(`check.least.${name}`)}
      min={0}
      max={100}
      step={5}
      suffix=" %"
      clampBehavior="blur"
      allowDecimal={false}
      value={value}
      onChange={(next) => typeof next === 'number' && set(next)}
    />
  )
  return (
    <Section title={t('check.settings')}>
      <form
        className={classes.inline}
        onSubmit={(event) => {
          event.preventDefault()
          void change({ floor: { precision: precision / 100, recall: recall / 100 } })
        }}
      >
        {field('precision', precision, setPrecision)}
        {field('recall', recall, setRecall)}
        <Button type="submit" variant="default" disabled={!isChanged} loading={save.isRunning}>
          {t('check.setFloor')}
        </Button>
      </form>
      <p className={classes.soft}>{t('check.floorMeans')}</p>
      <Switch
        className={classes.switch}
        size="sm"
        label={t('check.show')}
        checked={!state.isSwitchedOff}
        onChange={(event) => void change({ isSwitchedOff: !event.currentTarget.checked })}
      />
    </Section>
  )
}
