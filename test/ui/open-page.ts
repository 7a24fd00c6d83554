import { act, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { go, goToProject, type PageId, type Params } from '../../renderer/core/route'
import type { BridgeOptions, TestCore } from '../fixtures/core'
import { openApp } from './app'

/** Opens the app over a core in which somebody is signed in, and goes to a page of a project. */
export async function openPage(
  core: TestCore,
  where: { readonly project: string; readonly page: PageId; readonly params?: Params },
  options: BridgeOptions = {},
): Promise<void> {
  openApp(core, options)
  // The app first goes to the person's own start page.
  await waitFor(() => expect(window.location.hash).not.toBe(''))
  act(() => {
    goToProject(where.project, where.page)
    go(where.page, where.params)
  })
}
