import { common } from './de/common'
import { query } from './de/query'
import { sources } from './de/sources'
import { synthesis } from './de/synthesis'
import type { english } from './english'
import type { Words } from './words'

export const german: Words<typeof english> = { common, query, sources, synthesis }
