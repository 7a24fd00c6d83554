import { useTranslation } from 'react-i18next'
import type { PlanPreview } from '../../../../contract/studies'
import { worded } from '../../../i18n/worded'
import { IconLock } from '../../../ui/icons'
import { StatusMark } from '../../../ui/status-mark'
import { useCounted } from '../../../ui/use-counted'
import { useFormat } from '../../../ui/use-format'
import type { PlanForm } from './plan-state'
import classes from './study.module.css'
import { usePreview } from './use-preview'
import { useStratumName } from './use-stratum-name'

/** The form's answer: what could be said after this study, what it asks of whom, and what to mind. */
export function AnswerBox({ form }: { readonly form: PlanForm }) {
  const { t } = useTranslation('studies')
  const preview = usePreview(form)
  return (
    <aside className={classes.answer} aria-label={t('answer.title')}>
      {preview.error && <StatusMark meaning="look">{preview.error.message}</StatusMark>}
      {!preview.data && !preview.error && <p className={classes.soft}>{t('answer.working')}</p>}
      {preview.data && <Answer form={form} preview={preview.data} />}
    </aside>
  )
}

interface AnswerProps {
  readonly form: PlanForm
  readonly preview: PlanPreview
}

function Answer({ form, preview }: AnswerProps) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const { drawn, boundIfNone, available, blocked } = preview
  return (
    <>
      <div role="status" className={classes.headline}>
        {boundIfNone !== null && drawn > 0 && (
          <p>
            {t('answer.headline', {
              count: drawn,
              number: format.number(drawn),
              bound: t('answer.percent', { value: format.fixed(boundIfNone * 100, 1) }),
            })}
          </p>
        )}
        <Sentences form={form} preview={preview} />
      </div>
      {blocked !== null && <StatusMark meaning="wrong">{worded([blocked], '')}</StatusMark>}
      {drawn > 0 && drawn < form.plan.questions && (
        <StatusMark meaning="look">
          {t('answer.fewer', { available: format.number(available) })}
        </StatusMark>
      )}
      {preview.remarks.map((remark) => (
        <StatusMark key={remark} meaning="look">
          {t(`remarks.${remark}`)}
        </StatusMark>
      ))}
      {preview.raters.length > 0 && drawn > 0 && <Load preview={preview} />}
      {preview.strata.length > 1 && <Strata preview={preview} />}
      {preview.confidential && (
        <p className={classes.confidential}>
          <IconLock size={13} aria-hidden />
          {t('answer.confidential')}
        </p>
      )}
    </>
  )
}

function Sentences({ form, preview }: AnswerProps) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const counted = useCounted()
  const { mostUnacceptable: most, findable, cases } = preview
  const limit = format.percent(form.plan.criteria.maxUnacceptableUpper, 1)
  return (
    <ul className={classes.sentences}>
      {most !== null && (
        <li>
          {most === 0
            ? t('answer.mostNone', { limit })
            : t('answer.most', { limit, count: most, number: format.number(most) })}
        </li>
      )}
      {findable !== null && form.plan.runArms.length + form.plan.fileIds.length > 1 && (
        <li>{t('answer.findable', { points: format.fixed(findable, 2) })}</li>
      )}
      <li>
        {t('answer.cases', {
          answers: counted(cases.answers, 'answers'),
          planted: format.number(cases.planted),
          repeats: format.number(cases.repeats),
        })}
      </li>
    </ul>
  )
}

function Load({ preview }: { readonly preview: PlanPreview }) {
  const { t } = useTranslation('studies')
  const format = useFormat()
  const counted = useCounted()
  return (
    <section>
      <h3>{t('answer.each')}</h3>
      <dl className={classes.pairs}>
        {preview.raters.map((rater) => (
          <div key={rater.id}>
            <dt>{rater.name}</dt>
            <dd>
              {t('answer.rater', {
                cases: counted(rater.cases, 'answers'),
                duration: format.duration(rater.minutes * 60),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Strata({ preview }: { readonly preview: PlanPreview }) {
  const { t } = useTranslation('studies')
  const name = useStratumName()
  const format = useFormat()
  return (
    <section>
      <h3>{t('answer.strata')}</h3>
      <dl className={classes.pairs}>
        {preview.strata.map((one) => (
          <div key={one.name}>
            <dt>{name(one.name)}</dt>
            <dd>
              {t('answer.stratum', {
                drawn: format.number(one.drawn),
                available: format.number(one.available),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
