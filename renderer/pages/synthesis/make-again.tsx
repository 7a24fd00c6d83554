import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import { useStream } from '../../core/hooks'
import { useMay } from '../../core/person'
import { IconRefresh } from '../../ui/icons'
import { Verdict } from '../../ui/status-mark'
import { differenceOf } from '../../ui/text-difference'
import { useFormat } from '../../ui/use-format'
import classes from './note-reader.module.css'

interface MakeAgainProps {
  readonly note: NoteFull
  /** What is shown beside the note. */
  readonly again: string | null
  readonly onAgain: (text: string | null) => void
}

/** Makes the note once more from its lineage, and says whether the same came out. */
export function MakeAgain({ note, again, onAgain }: MakeAgainProps) {
  const { t } = useTranslation('synthesis')
  const made = useStream('notes.regenerate')
  const mayMake = useMay('notes.regenerate')
  if (!mayMake) return null
  const isRunning = made.status === 'running'
  const isRefused = made.status === 'refused' && made.failure?.code !== 'cancelled'
  return (
    <>
      <div className={classes.row}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={isRunning}
          onClick={() => {
            onAgain(null)
            void made.start({ id: note.id })
          }}
        >
          {t('again.make')}
        </Button>
        {isRunning && (
          <Button size="compact-sm" variant="subtle" onClick={made.cancel}>
            {t('again.stop')}
          </Button>
        )}
      </div>
      {isRunning && (
        <p className={classes.soft} role="status">
          {t('again.making')}
        </p>
      )}
      {isRefused && <Verdict meaning="wrong" title={made.failure?.message} />}
      {made.output && (
        <Outcome note={note} text={made.output.text} again={again} onAgain={onAgain} />
      )}
    </>
  )
}

function Outcome({ note, text, again, onAgain }: MakeAgainProps & { readonly text: string }) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const difference = differenceOf(text, note.text)
  if (difference === null) return <Verdict meaning="fine" title={t('again.same')} />
  return (
    <Verdict meaning="look" title={t('again.different')}>
      <p>{t('again.sharedStart', { number: format.number(difference.shared) })}</p>
      <Button
        size="compact-sm"
        variant="default"
        mt={8}
        onClick={() => onAgain(again === null ? text : null)}
      >
        {again === null ? t('again.show') : t('again.showSource')}
      </Button>
    </Verdict>
  )
}
