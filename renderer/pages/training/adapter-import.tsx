import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { promptFamily } from '../../../contract/models'
import type { ChosenFile } from '../../../contract/shell'
import { call, failureMessage } from '../../core/bridge'
import { useCommand, useOperation } from '../../core/hooks'
import { useOpenProject } from '../../core/person'
import { useFileDrop } from '../../ui/drop-zone'
import { FieldLabel } from '../../ui/help'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './adapter.module.css'

interface AdapterImportProps {
  /** Null where nothing was imported. */
  readonly onDone: (adapterId: string | null) => void
}

/** Takes an adapter file from elsewhere; what it learned from only the person can say. */
export function AdapterImport({ onDone }: AdapterImportProps) {
  const { t } = useTranslation(['adapters', 'common'])
  const project = useOpenProject()
  const models = (useOperation('models.list', {}).data ?? []).filter(
    (model) => model.quarantine === null,
  )
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [modelId, setModelId] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [family, setFamily] = useState('')
  const [isConfidential, setConfidential] = useState<boolean | null>(null)
  const command = useCommand('adapters.import', { quiet: true })
  const drop = useFileDrop((files) => setFile(files[0] ?? null))
  const base = models.find((model) => model.id === modelId) ?? models[0]
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!file || !base || isConfidential === null) return
    const done = await command.run({
      token: file.token,
      modelId: base.id,
      projectId: project.id,
      name: name.trim() || null,
      family: family === '' ? null : promptFamily.parse(family),
      confidential: isConfidential,
    })
    if (!done) return
    tell('fine', t('file.done'))
    onDone(done.adapterId)
  }
  return (
    <form className={classes.parts} onSubmit={(event) => void submit(event)}>
      <h2>{t('file.title')}</h2>
      <p className={classes.soft}>{t('file.text')}</p>
      <FilePart file={file} drop={drop} onFile={setFile} />
      <NativeSelect
        size="sm"
        label={t('file.model')}
        data={models.map((model) => ({ value: model.id, label: model.name }))}
        value={base?.id ?? ''}
        onChange={(event) => setModelId(event.currentTarget.value)}
      />
      <TextInput
        size="sm"
        label={t('file.name')}
        placeholder={file?.name.replace(/\.gguf$/i, '')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        size="sm"
        label={<FieldLabel help={t('file.familyHelp')}>{t('file.family')}</FieldLabel>}
        data={[
          { value: '', label: t('file.familyOwn') },
          ...promptFamily.options.map((one) => ({ value: one, label: one })),
        ]}
        value={family}
        onChange={(event) => setFamily(event.currentTarget.value)}
      />
      <Radio.Group
        size="sm"
        label={t('file.question')}
        description={t('file.questionHelp')}
        value={isConfidential === null ? '' : String(isConfidential)}
        onChange={(value) => setConfidential(value === 'true')}
      >
        <div className={classes.radios}>
          <Radio size="sm" value="false" label={t('file.public')} />
          <Radio size="sm" value="true" label={t('file.confidential')} />
        </div>
      </Radio.Group>
      {command.failure && (
        <p role="alert" className={classes.failure}>
          {command.failure.message}
        </p>
      )}
      <div className={classes.actions}>
        <Button
          size="xs"
          type="submit"
          disabled={!file || !base || isConfidential === null}
          loading={command.isRunning}
        >
          {t('file.run')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onDone(null)}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}

interface FilePartProps {
  readonly file: ChosenFile | null
  readonly drop: ReturnType<typeof useFileDrop>
  readonly onFile: (file: ChosenFile) => void
}

function FilePart({ file, drop, onFile }: FilePartProps) {
  const { t } = useTranslation('adapters')
  const format = useFormat()
  const choose = async (): Promise<void> => {
    try {
      const [chosen] = await call('shell.chooseFiles', { what: 'model' })
      if (chosen) onFile(chosen)
    } catch (cause) {
      tell('wrong', failureMessage(cause))
    }
  }
  return (
    <div className={classes.file} data-over={drop.isOver || undefined} {...drop.handlers}>
      {file && (
        <span className={classes.fileName}>
          {file.name}, {format.bytes(file.bytes)}
        </span>
      )}
      <Button size="xs" variant="default" onClick={() => void choose()}>
        {t(file ? 'file.change' : 'file.choose')}
      </Button>
    </div>
  )
}
