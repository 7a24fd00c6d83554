import { Button, Textarea } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconLock } from '../../ui/icons'
import { tell } from '../../ui/tell'
import classes from './note-picker.module.css'

/** What the contract takes as a note, in UTF-16 code units. */
const longestNote = 2_000_000

/** A text that a person types, pastes or drops. Nobody said that it is public, so it is confidential. */
export function PasteNote({ onUse }: { readonly onUse: (text: string) => void }) {
  const { t } = useTranslation('query')
  const [text, setText] = useState('')
  const [isOver, setOver] = useState(false)
  const drop = async (event: DragEvent): Promise<void> => {
    const file = event.dataTransfer.files[0]
    setOver(false)
    if (!file) return
    event.preventDefault()
    if (file.size > longestNote * 2) return tell('look', t('pick.tooLong'))
    const read = await readText(file)
    if (read === null) tell('look', t('pick.notText'))
    else if (read.length > longestNote) tell('look', t('pick.tooLong'))
    else setText(read)
  }
  const isDrag = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return (
    <form
      className={classes.paste}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!isDrag(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onUse(text.trim())
      }}
    >
      <Textarea
        classNames={{
          root: classes.pasteField,
          wrapper: classes.pasteWrapper,
          input: classes.pasteInput,
        }}
        label={t('pick.paste')}
        placeholder={t('pick.pasteHint')}
        maxLength={longestNote}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { height: '100%' } }}
      />
      <p className={classes.pasteNote}>
        <IconLock size={15} stroke={2} aria-hidden />
        {t('pick.pasteConfidential')}
      </p>
      <Button type="submit" disabled={text.trim() === ''}>
        {t('pick.use')}
      </Button>
    </form>
  )
}

/** The file as text; null where it is not UTF-8 or holds characters that no text has. */
export async function readText(file: Pick<File, 'arrayBuffer'>): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}
