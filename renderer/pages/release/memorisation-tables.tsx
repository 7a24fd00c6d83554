import { useTranslation } from 'react-i18next'
import type {
  CopyFigures,
  Exposure,
  MemorisationResult,
  StringRank,
} from '../../../contract/memorisation'
import { useFormat } from '../../ui/use-format'
import classes from './release.module.css'

/** Where each planted string stands among its alternatives, under the model alone and with the adapter. */
export function ExposureTable({ exposures }: { readonly exposures: readonly Exposure[] }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  if (exposures.length === 0) return null
  return (
    <table className={classes.criteria}>
      <thead>
        <tr>
          <th scope="col">{t('share.heart.string')}</th>
          <th scope="col">{t('share.heart.times')}</th>
          <th scope="col">{t('share.heart.base')}</th>
          <th scope="col">{t('share.heart.tuned')}</th>
        </tr>
      </thead>
      <tbody>
        {exposures.map(({ text, times, runName, base, adapter }) => (
          <tr key={`${runName} ${text}`}>
            <th scope="row">{text}</th>
            <td>{t('share.heart.timesOf', { count: times, number: format.number(times) })}</td>
            <td>
              <Rank rank={base} />
            </td>
            <td>
              <Rank rank={adapter} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Rank({ rank: { rank, of, bits } }: { readonly rank: StringRank }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  return (
    <>
      {t('share.heart.rank', { rank: format.number(rank), of: format.number(of) })}
      <br />
      <span className={classes.soft}>
        {t('share.heart.bits', { bits: format.number(bits, 1) })}
      </span>
    </>
  )
}

type Copies = NonNullable<MemorisationResult['copies']>

/** How much of the training texts stands in what both wrote. */
export function CopiesTable({ copies }: { readonly copies: Copies }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const line = (words: string, figure: (of: CopyFigures) => string) => (
    <tr>
      <th scope="row">{words}</th>
      <td>{figure(copies.base)}</td>
      <td>{figure(copies.adapter)}</td>
    </tr>
  )
  return (
    <div className={classes.drawUp}>
      <table className={classes.criteria}>
        <thead>
          <tr>
            <th scope="col">{t('share.heart.copies')}</th>
            <th scope="col">{t('share.heart.base')}</th>
            <th scope="col">{t('share.heart.tuned')}</th>
          </tr>
        </thead>
        <tbody>
          {line(t('share.heart.longest'), (one) => format.number(one.longest))}
          {line(t('share.heart.shared'), (one) =>
            t('share.heart.sharedOf', {
              shared: format.number(one.shared),
              windows: format.number(one.windows),
            }),
          )}
          {line(t('share.heart.words'), (one) => format.number(one.words))}
        </tbody>
      </table>
      <p className={classes.soft}>
        {t('share.heart.copiesText', {
          beginnings: format.number(copies.beginnings),
          questions: format.number(copies.questions),
          texts: format.number(copies.texts),
        })}
      </p>
      {copies.adapter.longest > 0 && (
        <p className={classes.soft}>{t('share.heart.run', { text: copies.adapter.longestText })}</p>
      )}
    </div>
  )
}
