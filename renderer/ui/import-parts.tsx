import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconArrowLeft } from './icons'
import classes from './import.module.css'
import { Page, Section } from './page'
import { Verdict } from './status-mark'

interface ImportFrameProps {
  readonly title: string
  readonly windowTitle?: string
  readonly purpose: string
  /** Names the place that one goes back to. */
  readonly back: string
  readonly onLeave: () => void
  readonly children: ReactNode
}

/** The page on which files come in, with the way back. */
export function ImportFrame({ back, onLeave, children, ...words }: ImportFrameProps) {
  return (
    <Page
      {...words}
      action={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={onLeave}
        >
          {back}
        </Button>
      }
    >
      <div className={classes.page}>{children}</div>
    </Page>
  )
}

export interface ImportParts {
  /** Where files are chosen, or what they were recognised as. */
  readonly files: ReactNode
  /** What is in them and how to keep them; left out until it is known. */
  readonly seen?: { readonly rows: ReactNode; readonly choices: ReactNode } | false | undefined
}

interface ImportSectionsProps extends ImportParts {
  readonly words: {
    readonly look: string
    readonly firstRows: string
    /** What will stand in the second and the third part. */
    readonly lookLater: string
    readonly keepLater: string
  }
}

/** Three parts that fill in as one goes: files, what is in them, how to keep them. */
export function ImportSections({ files, seen, words }: ImportSectionsProps) {
  const { t } = useTranslation('importing')
  return (
    <>
      <Section title={t('files')}>{files}</Section>
      <Section title={words.look} note={seen && words.firstRows}>
        {seen ? seen.rows : <p className={classes.later}>{words.lookLater}</p>}
      </Section>
      <Section title={t('keep')}>
        {seen ? seen.choices : <p className={classes.later}>{words.keepLater}</p>}
      </Section>
    </>
  )
}

interface UnreadFilesProps {
  /** Why they cannot be read; left out while they are looked at. */
  readonly refusal: string | undefined
  /** Beside choosing other files. */
  readonly wayOut?: ReactNode
  readonly onOther: () => void
}

export function UnreadFiles({ refusal, wayOut, onOther }: UnreadFilesProps) {
  const { t } = useTranslation('importing')
  if (refusal === undefined)
    return (
      <p className={classes.later} role="status">
        {t('looking')}
      </p>
    )
  return (
    <Verdict
      meaning="wrong"
      title={refusal}
      action={
        <div className={classes.actions}>
          {wayOut}
          <OtherFiles onOther={onOther} />
        </div>
      }
    />
  )
}

interface RecognisedFilesProps {
  readonly format: string
  readonly note: ReactNode
  readonly action?: ReactNode
  readonly onOther: () => void
}

export function RecognisedFiles({ format, note, action, onOther }: RecognisedFilesProps) {
  const { t } = useTranslation('importing')
  return (
    <div className={classes.recognised}>
      <div className={classes.recognisedWords}>
        <p className={classes.recognisedTitle} role="status">
          {t('recognised', { format })}
        </p>
        <p className={classes.soft}>{note}</p>
      </div>
      {action}
      <OtherFiles onOther={onOther} />
    </div>
  )
}

function OtherFiles({ onOther }: { readonly onOther: () => void }) {
  const { t } = useTranslation('importing')
  return (
    <Button variant="default" onClick={onOther}>
      {t('other')}
    </Button>
  )
}
