import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../contract/templates'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './template-editor.module.css'

interface TemplateEditorProps {
  readonly template: Template
  readonly templates: readonly Template[]
  readonly onSaved: (template: Template) => void
  readonly onClose: () => void
}

const placeholder = '{report}'

/** Reads a template; saving makes the next version, and earlier ones stay as they were. */
export function TemplateEditor({ template, templates, onSaved, onClose }: TemplateEditorProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const [draft, setDraft] = useState({
    name: template.name,
    system: template.system,
    user: template.user,
    headings: template.headings.join('; '),
  })
  const save = useCommand('templates.save')
  const maySave = useMay('templates.save')
  const headings = draft.headings
    .split(';')
    .map((heading) => heading.trim())
    .filter((heading) => heading !== '')
  const isComplete = draft.user.includes(placeholder) && draft.name.trim() !== ''
  const isChanged =
    draft.name.trim() !== template.name ||
    draft.system !== template.system ||
    draft.user !== template.user ||
    headings.join('; ') !== template.headings.join('; ')
  const latest = Math.max(
    0,
    ...templates.filter((one) => one.name === draft.name.trim()).map((one) => one.version),
  )
  const run = async (): Promise<void> => {
    const saved = await save.run({ ...draft, headings, name: draft.name.trim() })
    if (!saved) return
    tell('fine', t('template.saved', { version: saved.version, name: saved.name }))
    onSaved(saved)
  }
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <div className={classes.head}>
        <div>
          <h2>{t('template.title')}</h2>
          <p className={classes.soft}>
            {t('template.by', {
              version: template.version,
              who: template.createdBy,
              when: format.moment(template.createdAt),
            })}
          </p>
        </div>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t('template.close')}
          </Button>
          {maySave && (
            <Button type="submit" disabled={!isComplete || !isChanged} loading={save.isRunning}>
              {latest > 0 ? t('template.saveNext', { version: latest + 1 }) : t('template.saveNew')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.fields}>
        <TextInput
          label={t('template.name')}
          value={draft.name}
          maxLength={200}
          readOnly={!maySave}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Textarea
          label={t('template.system')}
          description={t('template.systemHelp')}
          classNames={{ input: classes.code }}
          rows={4}
          value={draft.system}
          maxLength={20_000}
          readOnly={!maySave}
          spellCheck={false}
          onChange={(event) => setDraft({ ...draft, system: event.currentTarget.value })}
        />
        <Textarea
          label={t('template.user')}
          description={<Placeholder isIn={draft.user.includes(placeholder)} />}
          classNames={{ input: classes.code }}
          rows={13}
          value={draft.user}
          maxLength={20_000}
          readOnly={!maySave}
          spellCheck={false}
          onChange={(event) => setDraft({ ...draft, user: event.currentTarget.value })}
        />
        <TextInput
          label={t('template.headings')}
          description={t('template.headingsHelp')}
          value={draft.headings}
          maxLength={800}
          readOnly={!maySave}
          onChange={(event) => setDraft({ ...draft, headings: event.currentTarget.value })}
        />
      </div>
    </form>
  )
}

/** Whether the request says where the case report goes. */
function Placeholder({ isIn }: { readonly isIn: boolean }) {
  const { t } = useTranslation('synthesis')
  return (
    <span role="status">
      <StatusMark meaning={isIn ? 'fine' : 'look'}>
        {isIn ? t('template.holds') : t('template.lacks')}
      </StatusMark>
    </span>
  )
}
