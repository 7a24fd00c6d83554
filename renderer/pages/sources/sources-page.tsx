import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChosenFile } from '../../../contract/shell'
import type { Collection } from '../../../contract/sources'
import { useOperation } from '../../core/hooks'
import { useMay, useOpenProject } from '../../core/person'
import { setParams, useRoute } from '../../core/route'
import { useFileDrop } from '../../ui/drop-zone'
import { RefusalNote } from '../../ui/error-boundary'
import { IconFileImport } from '../../ui/icons'
import { Page } from '../../ui/page'
import { CollectionHead } from './collection-head'
import { CollectionList } from './collection-list'
import { ImportJobs, useImportJobs } from './import-jobs'
import { ImportPage } from './import-page'
import { ProblemPane } from './problem-pane'
import { RecordPane } from './record-pane'
import { RecordTable } from './record-table'
import { SourceDropZone } from './source-drop-zone'
import classes from './sources.module.css'

export function SourcesPage() {
  const { params } = useRoute()
  const mayImport = useMay('sources.import')
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([])
  const [followed, setFollowed] = useState<readonly string[]>([])
  const takeFiles = useCallback((files: readonly ChosenFile[]) => {
    setChosen(files)
    setParams({ import: 1 })
  }, [])
  const leaveImport = useCallback(() => {
    setChosen([])
    setParams({ import: null })
  }, [])
  const follow = useCallback(
    (jobId: string) => {
      setFollowed((before) => [...before, jobId])
      leaveImport()
    },
    [leaveImport],
  )
  if (params.import && mayImport)
    return (
      <ImportPage files={chosen} onFiles={setChosen} onLeave={leaveImport} onStarted={follow} />
    )
  return <CollectionsPage followed={followed} onFiles={takeFiles} />
}

interface CollectionsPageProps {
  readonly followed: readonly string[]
  readonly onFiles: (files: readonly ChosenFile[]) => void
}

function CollectionsPage({ followed, onFiles }: CollectionsPageProps) {
  const { t } = useTranslation('sources')
  const project = useOpenProject()
  const mayImport = useMay('sources.import')
  const collections = useOperation('sources.collections', { projectId: project.id })
  const jobs = useImportJobs(followed, collections.data ?? [])
  const drop = useFileDrop(onFiles)
  const list = collections.data
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      fills
      action={
        mayImport && (
          <Button
            leftSection={<IconFileImport size={17} aria-hidden />}
            onClick={() => setParams({ import: 1 })}
          >
            {t('import')}
          </Button>
        )
      }
    >
      <div
        className={classes.page}
        data-over={(mayImport && drop.isOver) || undefined}
        {...(mayImport ? drop.handlers : {})}
      >
        <ImportJobs jobs={jobs} />
        {collections.error && <RefusalNote message={collections.error.message} />}
        {list?.length === 0 && jobs.length === 0 && <NoCollections onFiles={onFiles} />}
        {list && list.length > 0 && <Columns collections={list} />}
      </div>
    </Page>
  )
}

function NoCollections({ onFiles }: { readonly onFiles: (files: readonly ChosenFile[]) => void }) {
  const { t } = useTranslation('sources')
  const mayImport = useMay('sources.import')
  return (
    <div className={classes.empty}>
      <div className={classes.emptyInner}>
        <div className={classes.emptyWords}>
          <h2>{t('empty.title')}</h2>
          <p className={classes.soft}>{mayImport ? t('empty.text') : t('empty.reader')}</p>
        </div>
        {mayImport && <SourceDropZone onFiles={onFiles} />}
      </div>
    </div>
  )
}

function Columns({ collections }: { readonly collections: readonly Collection[] }) {
  const { params } = useRoute()
  const [problemsOf, setProblemsOf] = useState<string | null>(null)
  const collection = collections.find((one) => one.id === params.collection) ?? null
  const recordId = params.record ? Number(params.record) : null
  const showsProblems = collection !== null && problemsOf === collection.id
  return (
    <div className={classes.columns}>
      <CollectionList collections={collections} selected={collection?.id ?? null} />
      <div className={classes.middle}>
        {collection && (
          <CollectionHead
            key={`head ${collection.id}`}
            collection={collection}
            onProblems={() => setProblemsOf(showsProblems ? null : collection.id)}
            showsProblems={showsProblems}
          />
        )}
        <RecordTable
          key={`table ${collection?.id}`}
          collection={collection}
          selected={recordId}
          onSelect={(id) => {
            setProblemsOf(null)
            setParams({ record: id })
          }}
        />
      </div>
      <div className={classes.right}>
        {showsProblems ? <ProblemPane collection={collection} /> : <RecordPane id={recordId} />}
      </div>
    </div>
  )
}
