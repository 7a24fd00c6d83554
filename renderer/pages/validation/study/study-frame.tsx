import { NativeSelect, Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Study } from '../../../../contract/studies'
import { setParams } from '../../../core/route'
import { Page } from '../../../ui/page'
import { openPart, type Part, parts } from '../parts'
import { AlteredNote } from './altered-note'
import classes from './study.module.css'

interface StudyFrameProps {
  readonly part: Part
  /** The study that is looked at, and those that can be chosen instead. */
  readonly study?: Study
  readonly studies?: readonly Study[]
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** The stage's title, its parts in the order of the work, and which study they are about. */
export function StudyFrame({ part, study, studies = [], action, children }: StudyFrameProps) {
  const { t } = useTranslation('studies')
  const option = useStudyOption()
  return (
    <Page title={t('title')} purpose={t(`purposes.${part}`)} action={action} fills>
      <div className={classes.tabs}>
        <Tabs value={part} onChange={(next) => openPart(next as Part)}>
          <Tabs.List>
            {parts.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`parts.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {study && (
          <NativeSelect
            size="xs"
            className={classes.chooser}
            aria-label={t('choose')}
            data={studies.map((one) => ({ value: one.id, label: option(one) }))}
            value={study.id}
            onChange={(event) => setParams({ study: event.currentTarget.value })}
          />
        )}
      </div>
      {study && <AlteredNote study={study} />}
      <section
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard
        tabIndex={0}
        aria-label={t(`parts.${part}`)}
      >
        {children}
      </section>
    </Page>
  )
}

/** "Discharge notes, version 2 · Open for rating" */
function useStudyOption(): (study: Study) => string {
  const { t } = useTranslation('studies')
  return (study) => t('option', { name: nameOf(study, t), state: t(`states.${study.state}`) })
}

type Words = ReturnType<typeof useTranslation<'studies'>>['t']

export function nameOf(study: Pick<Study, 'name' | 'version'>, t: Words): string {
  return study.version > 1
    ? `${study.name}, ${t('version', { version: study.version })}`
    : study.name
}
