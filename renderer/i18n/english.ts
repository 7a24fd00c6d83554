import { common } from './en/common'
import { query } from './en/query'
import { sources } from './en/sources'
import { synthesis } from './en/synthesis'

/** All English words by page: the keys that exist. */
export const english = { common, query, sources, synthesis }
