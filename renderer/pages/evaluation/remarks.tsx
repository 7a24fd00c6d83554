import { useTranslation } from 'react-i18next'
import type { JudgeRemark } from '../../../contract/evaluation-comparison'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './evaluation.module.css'
import { useFigures } from './use-figures'

interface RemarkListProps {
  readonly remarks: readonly JudgeRemark[]
  readonly nameOf: (armId: string) => string
}

/** What is worth saying about a judge, each in a sentence. */
export function RemarkList({ remarks, nameOf }: RemarkListProps) {
  const words = useRemarkWords(nameOf)
  if (remarks.length === 0) return null
  return (
    <ul className={classes.remarks}>
      {remarks.map((remark) => (
        <li key={JSON.stringify(remark)}>
          <StatusMark meaning="look">{words(remark)}</StatusMark>
        </li>
      ))}
    </ul>
  )
}

function useRemarkWords(nameOf: (armId: string) => string): (remark: JudgeRemark) => string {
  const { t } = useTranslation('evaluation')
  const format = useFormat()
  const figures = useFigures()
  return (remark) => {
    switch (remark.kind) {
      case 'judges-itself':
        return t('remarks.judges-itself', { arm: nameOf(remark.armId) })
      case 'same-base':
        return t('remarks.same-base', { arm: nameOf(remark.armId) })
      case 'one-score':
        return t('remarks.one-score', {
          share: format.percent(remark.share),
          score: remark.score,
          scores: format.number(remark.scores),
        })
      case 'prefers-a-place':
        return t('remarks.prefers-a-place', {
          letter: remark.letter,
          points: format.fixed(remark.points, 2),
          p: figures.pValue(remark.p),
        })
      case 'often-unreadable':
        return t('remarks.often-unreadable', {
          share: format.percent(remark.share),
          judgements: format.number(remark.judgements),
        })
      case 'small-model':
        return t('remarks.small-model', { parameters: format.parameters(remark.parameters) })
    }
  }
}
