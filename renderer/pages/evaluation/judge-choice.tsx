import { NativeSelect, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelChoice } from '../../../contract/evaluation-comparison'
import { useOperation } from '../../core/hooks'
import { FieldLabel } from '../../ui/help'
import { SeedField } from '../../ui/number-field'
import { Section } from '../../ui/page'
import { useFormat } from '../../ui/use-format'
import type { Comparison, ComparisonParts } from './comparison'
import classes from './comparison.module.css'
import { adaptersOf, type Choices } from './use-choices'

interface JudgeChoiceProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

/** Who scores the answers, and by which words. */
export function JudgeChoice({ comparison, parts }: JudgeChoiceProps) {
  const { t } = useTranslation('evaluation')
  const { choices, change, judge } = comparison
  return (
    <Section title={t('form.judge')}>
      <p className={classes.soft}>{t('form.judgeMeans')}</p>
      <Radio.Group
        aria-label={t('form.judge')}
        value={choices.isJudged ? 'now' : 'later'}
        onChange={(value) => change({ isJudged: value === 'now' })}
      >
        <div className={classes.options}>
          <Radio value="now" label={t('form.judgeNow')} />
          {choices.isJudged && (
            <div className={classes.judge}>
              <JudgeSelect
                choices={parts}
                judge={judge}
                onChange={(next) => change({ judge: next })}
              />
              <SeedField
                label={
                  <FieldLabel help={t('form.judgeSeedHelp')}>{t('form.judgeSeed')}</FieldLabel>
                }
                seed={choices.judgeSeed}
                onSeed={(judgeSeed) => change({ judgeSeed })}
              />
            </div>
          )}
          {choices.isJudged && <JudgePromptWords />}
          <Radio value="later" label={t('form.judgeLater')} />
        </div>
      </Radio.Group>
    </Section>
  )
}

interface JudgeSelectProps {
  readonly choices: Choices
  readonly judge: ModelChoice | null
  readonly onChange: (judge: ModelChoice) => void
}

/** Any model, with any adapter of its own. */
export function JudgeSelect({ choices, judge, onChange }: JudgeSelectProps) {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const offered = choices.models.flatMap((model) => [
    {
      choice: { modelId: model.id, adapterId: null },
      label: `${model.name} · ${format.parameters(model.parameters)}`,
    },
    ...adaptersOf(choices, model.id).map((adapter) => ({
      choice: { modelId: model.id, adapterId: adapter.id },
      label: t('form.armName', { model: model.name, adapter: adapter.name }),
    })),
  ])
  const keyOf = (choice: ModelChoice): string => `${choice.modelId} ${choice.adapterId ?? ''}`
  return (
    <NativeSelect
      size="sm"
      label={<FieldLabel help={t('form.judgeHelp')}>{t('form.judgeModel')}</FieldLabel>}
      data={offered.map(({ choice, label }) => ({ value: keyOf(choice), label }))}
      value={judge ? keyOf(judge) : ''}
      onChange={(event) => {
        const found = offered.find(({ choice }) => keyOf(choice) === event.currentTarget.value)
        if (found) onChange(found.choice)
      }}
    />
  )
}

/** The words the judge reads, for those who want to know. */
export function JudgePromptWords() {
  const { t } = useTranslation('evaluation')
  const [prompt] = useOperation('evaluation.judgePrompts', {}).data ?? []
  if (!prompt) return null
  return (
    <details className={classes.details}>
      <summary>{t('form.judgeWords')}</summary>
      <p className={classes.soft}>
        {t('form.promptVersion', { name: prompt.name, version: prompt.version })}
      </p>
      <pre className={classes.prompt}>
        {[prompt.system, prompt.user].filter(Boolean).join('\n\n')}
      </pre>
    </details>
  )
}
