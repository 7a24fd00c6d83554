import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createQueryClient } from '../../renderer/core/query-client'
import { theme } from '../../renderer/ui/theme'

/** Draws a part of the page with what it stands in, without the injected styles. */
export function renderPart(part: ReactNode): RenderResult {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false}>
        {part}
      </MantineProvider>
    </QueryClientProvider>,
  )
}
