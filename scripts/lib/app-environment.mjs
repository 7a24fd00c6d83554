// @ts-check

/**
 * The environment of the app in development: where set-up put its parts. Absent parts are left out,
 * and the app then looks in its own package or asks for them.
 * @param {import('../setup.mjs').Resolved} resolved
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment({ sqliteBinding, sampleModel, trainer }) {
  const env = { ...process.env }
  if (sqliteBinding) env.ASCLEPIUS_SQLITE_BINDING = sqliteBinding
  if (sampleModel) env.ASCLEPIUS_SAMPLE_MODEL = sampleModel
  if (trainer) env.ASCLEPIUS_TRAINER = trainer
  return env
}
