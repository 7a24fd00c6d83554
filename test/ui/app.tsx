import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { Bridge } from '../../contract/bridge'
import { App } from '../../renderer/shell/app'
import { type BridgeOptions, password, type TestCore } from '../fixtures/core'

/** The whole page over a real core in the same process. */
export function openApp(core: TestCore, options: BridgeOptions & Partial<Bridge> = {}): void {
  Object.assign(window, { asclepius: { ...core.bridge(options), ...options } })
  render(<App />)
}

/** Types the password of the person whom the unlock page shows. */
export async function unlock(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), password)
  await userEvent.keyboard('{Enter}')
}
