// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { appEnvironment } from './lib/app-environment.mjs'
import { ensureBuilt } from './lib/build-app.mjs'
import { command, toScreen } from './lib/log.mjs'
import { repo } from './lib/repo.mjs'
import { show } from './lib/run.mjs'
import { setup } from './setup.mjs'

// npm run verify-audit -- FILE

command(async () => {
  const resolved = await setup({ need: ['sqlite'] })
  const program = join(repo, 'out', 'main', 'verify-audit.js')
  if (!existsSync(program)) await ensureBuilt(toScreen)
  return show(process.execPath, [program, ...process.argv.slice(2)], {
    env: appEnvironment(resolved),
  })
})
