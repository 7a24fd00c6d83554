import { useTranslation } from 'react-i18next'
import type { Study } from '../../../../contract/studies'
import { useOperation } from '../../../core/hooks'
import { Verdict } from '../../../ui/status-mark'
import classes from './study.module.css'

/** Stands over every part of a study whose fixed plan or sample is not what it was at opening. */
export function AlteredNote({ study }: { readonly study: Study }) {
  const { t } = useTranslation('studies')
  if (useAsFixed(study.id) !== false) return null
  return (
    <div className={classes.altered}>
      <Verdict meaning="wrong" title={t('altered.title')}>
        {t('altered.text')}
      </Verdict>
    </div>
  )
}

/** Null until it is known, and where nothing was fixed here. */
export function useAsFixed(studyId: string): boolean | null {
  return useOperation('studies.check', { studyId }).data?.asFixed ?? null
}
