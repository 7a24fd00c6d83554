import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, failureMessage } from '../../core/bridge'
import { useCommand, useKeysetPages, useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { go, setParams, useRoute } from '../../core/route'
import { EmptyState } from '../../ui/empty-state'
import { RefusalNote } from '../../ui/error-boundary'
import { IconPlayerPlay } from '../../ui/icons'
import { Page } from '../../ui/page'
import { tell } from '../../ui/tell'
import { NoteReader } from './note-reader'
import { type NoteView, nextToCheck, wholeView } from './note-view'
import { type Recipe, useRecipe } from './recipe'
import { RecipeForm } from './recipe-form'
import { RunPanel } from './run-panel'
import classes from './synthesis.module.css'
import { TemplateEditor } from './template-editor'

const nothing: readonly never[] = []

/** Left the recipe, right what came of it; a note opens beside its source. */
export function SynthesisPage() {
  const { t } = useTranslation('synthesis')
  const project = useOpenProject()
  const { params } = useRoute()
  const parts = useParts(project.id)
  const recipe = useRecipe({ projectId: project.id, ...parts })
  const { view, changeView } = useNoteView(params.run)
  const filter = { projectId: project.id, ...view }
  const pages = useKeysetPages('notes.page', { filter }, { keepPrevious: true })
  const spotCheck = useSpotCheck(project.id, changeView)
  const mayStart = useMay('synthesis.start')
  if (parts.failure) return <RefusalNote message={parts.failure.message} />
  if (!parts.isReady) return null
  if (params.note)
    return (
      <NoteReader
        key={params.note}
        id={Number(params.note)}
        rows={pages.rows}
        loadMore={pages.loadMore}
        onChecked={view.show === 'spot-check' ? spotCheck.goOn : null}
      />
    )
  const missing = parts.collections.length === 0 ? 'reports' : parts.hasNoModel ? 'model' : null
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      fills
      action={mayStart && missing === null && <StartButton recipe={recipe} />}
    >
      <div className={classes.bench} data-bare={!mayStart || missing !== null || undefined}>
        {mayStart && missing === null && (
          <RecipeForm
            recipe={recipe}
            collections={parts.collections}
            templates={parts.templates}
            models={parts.models}
            onTemplate={() => setParams({ template: 1 })}
          />
        )}
        {params.template && recipe.template ? (
          <TemplateEditor
            key={recipe.template.id}
            template={recipe.template}
            templates={parts.templates}
            onSaved={(saved) => recipe.change({ templateId: saved.id })}
            onClose={() => setParams({ template: null })}
          />
        ) : (
          <RunPanel
            projectId={project.id}
            view={view}
            onView={changeView}
            pages={pages}
            onSpotCheck={() => void spotCheck.start()}
            empty={missing && <Missing what={missing} />}
          />
        )}
      </div>
    </Page>
  )
}

/** What a run is made of. The templates and models are the builder's; others only read notes. */
function useParts(projectId: string) {
  const collections = useOperation('sources.collections', { projectId })
  const models = useOperation('models.list', {})
  const templates = useOperation('templates.list', {})
  return {
    collections: collections.data ?? nothing,
    models: models.data ?? nothing,
    templates: templates.data ?? nothing,
    /** The first look at the models starts the model process: nobody waits for it to read notes. */
    hasNoModel: models.data?.length === 0,
    isReady: collections.data !== undefined,
    failure: collections.error ?? models.error ?? templates.error,
  }
}

function useNoteView(run: string | undefined) {
  const [view, setView] = useState<NoteView>({ ...wholeView, runId: run ?? null })
  useEffect(() => {
    if (run) setView({ ...wholeView, runId: run })
  }, [run])
  const changeView = useCallback(
    (changes: Partial<NoteView>) => setView((before) => ({ ...before, ...changes })),
    [],
  )
  return { view, changeView }
}

interface Reading {
  /** Opens the first drawn note that nobody has judged yet, or the first one to look again. */
  readonly start: () => Promise<void>
  /** Opens the next one after a verdict; back to the board when all are read. */
  readonly goOn: (after: number) => Promise<void>
}

/** The core is asked which notes are open still: the table may not know of the last verdict yet. */
function useSpotCheck(projectId: string, onView: (view: NoteView) => void): Reading {
  const view = { ...wholeView, show: 'spot-check' as const }
  const open = async (after: number | null, otherwiseFirst: boolean): Promise<void> => {
    try {
      const { rows } = await call('notes.page', { filter: { projectId, ...view }, limit: 200 })
      if (otherwiseFirst) onView(view)
      const first = otherwiseFirst ? (rows[0]?.id ?? null) : null
      setParams({ note: nextToCheck(rows, after) ?? first })
    } catch (cause) {
      tell('wrong', failureMessage(cause))
    }
  }
  return { start: () => open(null, true), goOn: (after) => open(after, false) }
}

function StartButton({ recipe }: { readonly recipe: Recipe }) {
  const { t } = useTranslation('synthesis')
  const start = useCommand('synthesis.start')
  const { request } = recipe
  return (
    <Button
      leftSection={<IconPlayerPlay size={17} aria-hidden />}
      disabled={request === null}
      loading={start.isRunning}
      onClick={() => {
        if (request) void start.run(request)
      }}
    >
      {t('start')}
    </Button>
  )
}

/** The first step of the stage, where something has to come before it. */
function Missing({ what }: { readonly what: 'reports' | 'model' }) {
  const { t } = useTranslation('synthesis')
  const words = what === 'reports' ? 'noReports' : 'noModel'
  return (
    <EmptyState
      title={t(`${words}.title`)}
      text={t(`${words}.text`)}
      action={
        <Button onClick={() => go(what === 'reports' ? 'sources' : 'models')}>
          {t(`${words}.action`)}
        </Button>
      }
    />
  )
}
