import { z } from 'zod'
import { fileToken, nothing } from './common'
import { query } from './operation'
import { seal } from './settings'

export const chosenFile = z.object({ token: fileToken, name: z.string(), bytes: z.number() })
export type ChosenFile = z.infer<typeof chosenFile>

/** Operations that the shell answers itself, because only it has windows, dialogs and printers. */
export const shellOperations = {
  'shell.chooseFiles': query({
    input: z.object({ what: z.enum(['sources', 'folder', 'model']) }),
    output: z.array(chosenFile),
    access: 'signed-in',
    touches: [],
  }),
  'shell.seal': query({ input: nothing, output: seal, access: 'anyone', touches: [] }),
  'shell.print': query({ input: nothing, output: nothing, access: 'anyone', touches: [] }),
} as const
