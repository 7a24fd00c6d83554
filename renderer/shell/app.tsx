import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOperation } from '../core/hooks'
import { followNews } from '../core/news'
import { createQueryClient, sessionKey, showLocked } from '../core/query-client'
import classes from '../pages/entry/entry.module.css'
import { EntryFrame } from '../pages/entry/entry-frame'
import { FirstRun } from '../pages/entry/first-run'
import { Unlock } from '../pages/entry/unlock'
import { RefusalNote } from '../ui/error-boundary'
import { tell } from '../ui/tell'
import { theme } from '../ui/theme'
import { Workspace } from './workspace'

export function App() {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        // Both would write <style> elements, which the content policy forbids; see theme-variables.ts.
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Notifications position="bottom-right" limit={4} transitionDuration={120} />
        <Gate />
      </MantineProvider>
    </QueryClientProvider>
  )
}

/** Which of the three worlds is shown: setting up, locked, or the workspace. */
function Gate() {
  useNews()
  const session = useOperation('session.state', {})
  // Set-up and recovery go on for a few steps after the core has opened the workspace.
  const [held, setHeld] = useState<'set-up' | 'recovery' | null>(null)
  const state = session.data
  useEffect(() => {
    if (state?.state === 'empty') setHeld('set-up')
    if (state?.state === 'locked') setHeld((now) => (now === 'set-up' ? null : now))
  }, [state?.state])
  if (session.error && !state)
    return <RefusalNote message={session.error.message} onRetry={() => void session.refetch()} />
  if (!state) return <Starting />
  const release = (): void => setHeld(null)
  if (state.state === 'empty' || (held === 'set-up' && state.state === 'open'))
    return <FirstRun person={state.person} onDone={release} />
  if (state.state === 'locked' || held === 'recovery' || !state.person)
    return (
      <Unlock
        people={state.people}
        notice={state.notice}
        onRecovering={() => setHeld('recovery')}
        onDone={release}
      />
    )
  return <Workspace person={state.person} notice={state.notice} />
}

/** While the core comes up. */
function Starting() {
  const { t } = useTranslation('shell')
  return (
    <EntryFrame>
      <p className={classes.title} role="status">
        {t('starting')}
      </p>
    </EntryFrame>
  )
}

function useNews(): void {
  const client = useQueryClient()
  useEffect(
    () =>
      followNews(client, {
        onNotice: (message) => {
          tell('look', message)
          void client.invalidateQueries({ queryKey: sessionKey })
        },
        onLocked: () => {
          notifications.clean()
          showLocked(client)
        },
      }),
    [client],
  )
}
