import { config } from 'zod'

/**
 * Imported before anything that builds a schema: zod otherwise probes `new Function`, which the
 * page's content policy reports as a violation.
 */
config({ jitless: true })
