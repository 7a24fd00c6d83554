import { Anchor, NumberInput, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../core/route'
import { FieldLabel } from '../../ui/help'
import { IconLock } from '../../ui/icons'
import { Section } from '../../ui/page'
import { useCounted } from '../../ui/use-counted'
import { useFormat } from '../../ui/use-format'
import type { Comparison, ComparisonParts } from './comparison'
import classes from './comparison.module.css'
import { ComplaintSource, NoteSource } from './open-sources'
import { openPart } from './part-frame'
import { availableIn, pickedSource } from './sources'

interface SourceChoiceProps {
  readonly comparison: Comparison
  readonly parts: ComparisonParts
}

/** Which questions are asked: the held-out side, a set, notes of one's own, or what was called wrong. */
export function SourceChoice({ comparison, parts }: SourceChoiceProps) {
  const { t } = useTranslation(['evaluation', 'common'])
  const counted = useCounted()
  const format = useFormat()
  const { source, choices, change } = comparison
  const value = source === null ? null : source.kind === 'set' ? source.id : source.kind
  const choose = (next: string): void => change({ source: pickedSource(parts, next) })
  return (
    <Section title={t('form.source')}>
      <Radio.Group value={value} onChange={choose} aria-label={t('form.source')}>
        <div className={classes.options}>
          <Radio
            value="test-split"
            disabled={!parts.testQuestions}
            label={
              <span className={classes.option}>
                {t('source.test')}
                {parts.testQuestions !== null && (
                  <span className={classes.soft}>{counted(parts.testQuestions, 'questions')}</span>
                )}
              </span>
            }
            description={
              parts.testQuestions ? (
                t('source.testMeans')
              ) : (
                <>
                  {t('source.noTest')}{' '}
                  <Anchor size="xs" underline="always" href={addressOf('instructions')}>
                    {t('noQuestions.action')}
                  </Anchor>
                </>
              )
            }
          />
          {parts.sets.map((set) => (
            <Radio
              key={set.id}
              value={set.id}
              label={
                <span className={classes.option}>
                  {set.confidential && <IconLock size={13} aria-label={t('common:confidential')} />}
                  {set.name}
                  <span className={classes.soft}>{counted(set.questions, 'questions')}</span>
                </span>
              }
            />
          ))}
          <NoteSource comparison={comparison} parts={parts} />
          <ComplaintSource comparison={comparison} parts={parts} />
        </div>
      </Radio.Group>
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => openPart('sets', { import: 1 })}
      >
        {t('form.importSet')}
      </Anchor>
      <div className={classes.limit}>
        <NumberInput
          size="sm"
          label={<FieldLabel help={t('form.limitHelp')}>{t('form.limit')}</FieldLabel>}
          placeholder={t('form.all', { number: format.number(availableIn(parts, source)) })}
          min={1}
          allowDecimal={false}
          value={choices.limit ?? ''}
          onChange={(next) => change({ limit: next === '' ? null : Math.max(1, Number(next)) })}
        />
      </div>
    </Section>
  )
}
