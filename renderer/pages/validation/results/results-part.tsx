import { useTranslation } from 'react-i18next'
import type { StudyFigures } from '../../../../contract/study-figures'
import { useOperation } from '../../../core/hooks'
import { EmptyState } from '../../../ui/empty-state'
import { RefusalNote } from '../../../ui/error-boundary'
import { Section } from '../../../ui/page'
import { DifferencePlot } from '../../evaluation/difference-plot'
import { AgreementTables } from './agreement-tables'
import { ControlsTable } from './controls-table'
import { CriteriaPart } from './criteria-part'
import { JudgeTable } from './judge-table'
import { MistakeTables } from './mistake-tables'
import { PairedTable } from './paired-table'
import { ReportPart } from './report-part'
import classes from './results.module.css'
import { ScoreTable } from './score-table'
import { useArmLooks } from './use-arms'
import { WorstPart } from './worst-part'

/** What came out of a study: the headline, the figures, the worst answers, the report. */
export function ResultsPart({ studyId }: { readonly studyId: string }) {
  const { t } = useTranslation('studyResults')
  const { data: figures, error } = useOperation('studyResults.get', { studyId })
  if (error) return <RefusalNote message={error.message} />
  if (!figures) return <p className={classes.soft}>{t('working')}</p>
  if (figures.progress.done === 0)
    return <EmptyState title={t('none.title')} text={t('none.text')} />
  return (
    <div className={classes.results}>
      {figures.areArmsShown ? <ByArm figures={figures} /> : <Sealed figures={figures} />}
      <Section title={t('agreement.title')} note={t('agreement.note')}>
        <AgreementTables figures={figures} />
      </Section>
      <Section title={t('controls.title')} note={t('controls.note')}>
        <ControlsTable controls={figures.controls} />
      </Section>
      {figures.areArmsShown && (
        <>
          <Section title={t('judge.title')} note={t('judge.note')}>
            <JudgeTable figures={figures} />
          </Section>
          <WorstPart figures={figures} />
          <ReportPart figures={figures} />
        </>
      )}
    </div>
  )
}

function Sealed({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const { done, assigned, disagreements, settled } = figures.progress
  return (
    <div className={classes.sealed} role="status">
      <p className={classes.sentence}>{t('sealed.title')}</p>
      <p className={classes.soft}>{t('sealed.why')}</p>
      <p className={classes.soft}>
        {t('sealed.progress', { done, assigned })} {t('sealed.apart', { disagreements, settled })}
      </p>
    </div>
  )
}

function ByArm({ figures }: { readonly figures: StudyFigures }) {
  const { t } = useTranslation('studyResults')
  const looks = useArmLooks(figures.arms)
  const base = figures.arms.find((arm) => arm.isBase)
  return (
    <>
      <CriteriaPart figures={figures} looks={looks} />
      <Section title={t('scores.title')} note={t('scores.note')}>
        <ScoreTable figures={figures} looks={looks} />
      </Section>
      {base && figures.paired.length > 0 && (
        <Section title={t('paired.title', { base: base.name })} note={t('paired.note')}>
          <DifferencePlot
            compared={figures}
            looks={looks}
            title={t('plot.title')}
            summary={t('plot.summary', { base: base.name })}
            axis={t('plot.axis', { base: base.name })}
            armHead={t('plot.arm')}
          />
          <PairedTable figures={figures} looks={looks} />
        </Section>
      )}
      <Section title={t('mistakes.title')} note={t('mistakes.note')}>
        <MistakeTables figures={figures} looks={looks} />
      </Section>
    </>
  )
}
