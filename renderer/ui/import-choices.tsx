import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './import.module.css'

export type ImportKind = 'public' | 'confidential'

export interface ImportWish {
  readonly name: string
  readonly confidential: boolean
  readonly onProblem: OnProblem
}
type OnProblem = 'keep-good' | 'all-or-nothing'

interface ImportChoicesProps {
  /** What the page calls these things. */
  readonly words: {
    readonly kind: string
    readonly public: string
    readonly publicMeans: string
    readonly confidential: string
    readonly confidentialMeans: string
    readonly name: string
    readonly missingName: string
    readonly onProblem: string
  }
  readonly suggestedName: string
  /** Never preset. */
  readonly kind: ImportKind | null
  readonly onKind: (kind: ImportKind) => void
  /** What else has to be said first; null when nothing. */
  readonly missing: string | null
  readonly isRunning: boolean
  readonly onImport: (wish: ImportWish) => void
}

/** Name, public or confidential, and what to do with what cannot be read. */
export function ImportChoices(props: ImportChoicesProps) {
  const { words, suggestedName, kind, onKind, isRunning, onImport } = props
  const { t } = useTranslation('importing')
  const [name, setName] = useState(suggestedName)
  const [onProblem, setOnProblem] = useState<OnProblem>('keep-good')
  const unsaid = kind === null ? t('missingKind') : props.missing
  const missing = name.trim() === '' ? words.missingName : unsaid
  return (
    <form
      className={classes.choices}
      onSubmit={(event) => {
        event.preventDefault()
        if (missing !== null) return
        onImport({ name: name.trim(), confidential: kind === 'confidential', onProblem })
      }}
    >
      <Radio.Group
        label={words.kind}
        value={kind}
        onChange={(value) => onKind(value as ImportKind)}
        withAsterisk
      >
        <div className={classes.kinds}>
          {(['public', 'confidential'] as const).map((one) => (
            <Radio
              key={one}
              className={classes.kind}
              wrapperProps={{
                'data-chosen': kind === one || undefined,
                'data-confidential': one === 'confidential' || undefined,
              }}
              value={one}
              label={words[one]}
              description={words[`${one}Means`]}
            />
          ))}
        </div>
      </Radio.Group>
      <div className={classes.stack}>
        <TextInput
          label={words.name}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={words.onProblem}
          value={onProblem}
          onChange={(value) => setOnProblem(value as OnProblem)}
        >
          <div className={classes.kinds}>
            <Radio value="keep-good" label={t('keepGood')} />
            <Radio value="all-or-nothing" label={t('allOrNothing')} />
          </div>
        </Radio.Group>
      </div>
      <div className={classes.go}>
        <Button type="submit" disabled={missing !== null} loading={isRunning}>
          {t('go')}
        </Button>
        {missing && <p className={classes.soft}>{missing}</p>}
      </div>
    </form>
  )
}
