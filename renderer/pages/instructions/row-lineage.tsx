import { useTranslation } from 'react-i18next'
import type { RowLineage } from '../../../contract/instructions'
import { Facts } from '../../ui/figure'
import { useFormat } from '../../ui/use-format'
import reader from '../synthesis/note-reader.module.css'
import classes from './instructions.module.css'

/** Everything that is needed to make the row once more: model, words, seeds, both calls. */
export function LineageFacts({ lineage }: { readonly lineage: RowLineage }) {
  const { t } = useTranslation('instructions')
  const format = useFormat()
  const hashed = (words: string, hash: string) => (
    <span title={t('row.hash', { hash })}>
      {words}
      <br />
      <span className={classes.soft}>{t('row.hash', { hash: `${hash.slice(0, 10)}…` })}</span>
    </span>
  )
  const call = ({ tokens, seconds, attempts, seed }: RowLineage['question']): string =>
    t('row.callOf', {
      tokens: format.number(tokens),
      seconds: format.duration(seconds),
      attempts,
      seed,
    })
  return (
    <>
      <Facts
        rows={[
          { label: t('row.model'), value: hashed(lineage.modelName, lineage.modelSha256) },
          {
            label: t('row.prompt'),
            value: hashed(
              t('form.promptOption', { name: lineage.promptName, version: lineage.promptVersion }),
              lineage.promptSha256,
            ),
          },
          {
            label: t('row.seeds'),
            value: t('row.seedsVersion', { version: lineage.seedSetVersion }),
          },
          { label: t('row.itemSeed'), value: String(lineage.itemSeed) },
          {
            label: t('row.asked'),
            value: t(lineage.askedUnanswerable ? 'row.askedUnanswerable' : 'row.askedAnswerable'),
          },
          { label: t('row.calls'), value: call(lineage.question) },
          { label: t('row.answerCall'), value: call(lineage.answer) },
          { label: t('row.made'), value: format.moment(lineage.createdAt) },
        ]}
      />
      <details className={reader.passed}>
        <summary>{t('row.shown')}</summary>
        <ul>
          {[...lineage.seeds, ...lineage.earlier].map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </details>
      <details className={reader.passed}>
        <summary>{t('row.generated')}</summary>
        <p className={classes.preview}>{lineage.question.text}</p>
        <p className={classes.preview}>{lineage.answer.text}</p>
      </details>
    </>
  )
}
