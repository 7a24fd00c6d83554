import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../../package.json'
import { launchNodeModelHost } from '../inference/node-launcher'
import { sealNetwork } from '../kernel/seal'
import { findTrainer } from '../trainer/location'
import { openWorkspace } from '../workspace'
import { createProgressPrinter } from './progress'
import { htmlReport } from './report-html'
import { runSampleProject } from './sample-run'

/**
 * The sample project without a window, through the same core: import, synthesis,
 * instructions, training, evaluation, one question a task. Ends with an HTML and a JSON report and says where they are.
 */
sealNetwork()
main().catch((cause: unknown) => {
  process.stderr.write(
    `${cause instanceof Error ? cause.message : 'The run stopped.'}\nWhat was finished is kept in the workspace.\n`,
  )
  process.exitCode = 1
})

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      report: { type: 'string' },
      reports: { type: 'string', default: '16' },
      tokens: { type: 'string', default: '400' },
      cases: { type: 'string' },
      questions: { type: 'string', default: '8' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return usage()
  const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')
  const home = join(homedir(), '.asclepius-workstation')
  const folder = resolve(values.workspace ?? join(home, `headless-${stamp}`))
  const target = resolve(values.report ?? join(home, 'reports', stamp))
  const programs = import.meta.dirname
  const workspace = openWorkspace({
    folder,
    resources: join(programs, '..', '..', 'resources'),
    sampleModel: process.env.ASCLEPIUS_SAMPLE_MODEL ?? null,
    appVersion: version,
    launchModelHost: () => launchNodeModelHost(join(programs, 'model.js')),
    trainer: findTrainer({
      appFolder: join(programs, '..', '..'),
      program: process.env.ASCLEPIUS_TRAINER,
    }),
  })
  const printer = createProgressPrinter(process.stdout)
  const stop = (): void => {
    printer.line('Stopping; what is finished is kept.')
    void workspace.close().then(() => process.exit(130))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const report = await runSampleProject(workspace, {
      password: process.env.ASCLEPIUS_PASSWORD ?? randomBytes(18).toString('base64url'),
      reports: Number(values.reports),
      tokens: Number(values.tokens),
      questions: Number(values.questions),
      cases: values.cases === undefined ? null : resolve(values.cases),
      printer,
    })
    mkdirSync(target, { recursive: true })
    writeFileSync(join(target, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(join(target, 'report.html'), htmlReport(report))
    printer.line(`Done. The report: ${join(target, 'report.html')}`)
    printer.line(`The same as data: ${join(target, 'report.json')}`)
    printer.line(`The encrypted workspace: ${folder}`)
  } finally {
    await workspace.close()
  }
}

function usage(): void {
  process.stdout.write(`The sample project without a window.

  --workspace FOLDER   where the encrypted workspace goes (a new folder in your home)
  --report FOLDER      where report.html and report.json go
  --reports N          how many case reports become notes (16)
  --tokens N           the longest note, in tokens (400)
  --cases FILE         public case reports to write from, instead of the fictional ones
  --questions N        how many of the eight tasks are asked about a note (8)
`)
}
