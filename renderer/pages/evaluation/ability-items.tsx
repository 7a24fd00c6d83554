import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AbilityCheck, AbilityItem } from '../../../contract/evaluation-scoring'
import { useOperation } from '../../core/hooks'
import { Section } from '../../ui/page'
import classes from './results.module.css'

interface AbilityItemsProps {
  readonly check: AbilityCheck
  readonly names: readonly string[]
}

const views = ['lost', 'gained', 'all'] as const
type View = (typeof views)[number]

/** The single questions of the fixed set: lost ones first, for they are what one came to see. */
export function AbilityItems({ check, names }: AbilityItemsProps) {
  const { t } = useTranslation('evaluation')
  const [view, setView] = useState<View>(check.arms.length > 1 ? 'lost' : 'all')
  const items = useOperation(
    'evaluation.abilityItems',
    { checkId: check.id, change: view === 'all' ? null : view },
    { keepPrevious: true },
  ).data
  return (
    <Section
      title={t('ability.items')}
      action={
        <SegmentedControl
          size="xs"
          aria-label={t('ability.itemsShow')}
          data={views.map((one) => ({ value: one, label: t(`ability.views.${one}`) }))}
          value={view}
          onChange={(next) => setView(next as View)}
        />
      }
    >
      {items?.length === 0 && <p className={classes.soft}>{t(`ability.noItems.${view}`)}</p>}
      <ul className={classes.abilityItems}>
        {items?.map((item) => (
          <ItemLine key={item.id} item={item} names={names} />
        ))}
      </ul>
    </Section>
  )
}

function ItemLine({
  item,
  names,
}: {
  readonly item: AbilityItem
  readonly names: readonly string[]
}) {
  const { t } = useTranslation('evaluation')
  return (
    <li className={classes.abilityItem}>
      <p className={classes.abilityPrompt}>{item.prompt}</p>
      <ul>
        {item.options.map((option, at) => {
          const by = names.filter((_, arm) => item.chosen[arm] === at)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two options may read the same; their place is what they are
            <li key={at} data-right={at === item.right || undefined}>
              {option}
              {at === item.right && ` ✓ ${t('ability.isRight')}`}
              {by.length > 0 && (
                <span className={classes.soft}>
                  {' '}
                  · {t('ability.chosenBy', { who: by.join(', ') })}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </li>
  )
}
