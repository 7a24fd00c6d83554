import { useTranslation } from 'react-i18next'
import type { Share, StudyControls } from '../../../../contract/study-figures'
import { FigureTable } from '../../../ui/figure-table'
import { useFormat } from '../../../ui/use-format'
import { useFigures } from '../../evaluation/use-figures'
import classes from './results.module.css'

/** How well each rater sees planted errors, and how steady they are. */
export function ControlsTable({ controls }: { readonly controls: StudyControls }) {
  const { t } = useTranslation('studyResults')
  const format = useFormat()
  return (
    <>
      <FigureTable
        heads={[
          t('controls.rater'),
          t('controls.done'),
          t('controls.mean'),
          t('controls.time'),
          t('controls.planted'),
          t('controls.repeats'),
        ]}
      >
        {controls.raters.map((rater) => (
          <tr key={rater.personId}>
            <th scope="row">{rater.name}</th>
            <td>{t('controls.of', { done: rater.done, assigned: rater.assigned })}</td>
            <td>{rater.mean === null ? '–' : format.fixed(rater.mean, 2)}</td>
            <td>{rater.medianSeconds === null ? '–' : format.duration(rater.medianSeconds)}</td>
            <ShareCell share={rater.planted} />
            <ShareCell share={rater.repeats} />
          </tr>
        ))}
        <tr data-all>
          <th scope="row">{t('controls.all')}</th>
          <td />
          <td />
          <td />
          <ShareCell share={controls.planted} />
          <ShareCell share={controls.repeats} />
        </tr>
      </FigureTable>
      <p className={classes.small}>
        {t('controls.unaltered', {
          found: format.number(controls.unaltered.found),
          among: format.number(controls.unaltered.among),
        })}
      </p>
    </>
  )
}

function ShareCell({ share }: { readonly share: Share }) {
  const { t } = useTranslation('studyResults')
  const figures = useFigures()
  const format = useFormat()
  if (share.among === 0) return <td className={classes.soft}>{t('controls.nothing')}</td>
  return (
    <td>
      {t('controls.found', {
        found: format.number(share.found),
        among: format.number(share.among),
      })}{' '}
      <span className={classes.soft}>{figures.shareInterval(share.share)}</span>
    </td>
  )
}
