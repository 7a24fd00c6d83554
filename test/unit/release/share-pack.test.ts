import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharePackOperations } from '../../../contract/share-pack'
import { adapterPath } from '../../../core/training/adapter-file'
import { verifyPack } from '../../../scripts/verify-pack.mjs'
import { openTestCore, type TestCore } from '../../fixtures/core'
import { addMemorisation, addPackable, type Packable } from '../../fixtures/share-pack'
import { filesBelow } from '../../fixtures/training'
import { addPastRun } from '../../fixtures/training-history'

let core: TestCore
let folder: string
/** A pack that every test may copy and none may change. */
let pack: string
let whole: Packable
beforeAll(async () => {
  core = await openTestCore()
  await core.signIn()
  folder = mkdtempSync(join(tmpdir(), 'asclepius-pack-'))
  whole = await addPackable(core)
  pack = await written(whole)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await core.close()
})

const subjectOf = ({ projectId, adapterId }: Packable) => ({ projectId, adapterId })

async function written(packable: Packable): Promise<string> {
  const to = mkdtempSync(join(folder, 'to-'))
  const { jobId } = await core.ask('sharePack.write', {
    ...subjectOf(packable),
    formats: ['asclepius-csv', 'hugging-face'],
    folder: core.token(to),
  })
  const job = await core.workspace.services.jobs.ended(jobId)
  if (job.status !== 'done') throw new Error(job.message ?? job.status)
  const [name = ''] = readdirSync(to)
  return join(to, name)
}

function copied(): string {
  const copy = join(mkdtempSync(join(folder, 'copy-')), 'pack')
  cpSync(pack, copy, { recursive: true })
  return copy
}

const wrong = (at: string, key?: string): Promise<string> =>
  verifyPack(at, key).then(
    () => 'in order',
    (problem: Error) => problem.message,
  )
const codes = async (packable: Packable): Promise<string[]> =>
  (await core.ask('sharePack.state', subjectOf(packable))).obstacles.map(({ code }) => code)

test('A stranger who does what the README says finds every file and both signatures in order', () => {
  const readme = readFileSync(join(pack, 'README.md'), 'utf8')
  const commands = (readme.split('```')[1] ?? '').trim().split('\n')
  const said = commands.map((line) =>
    execFileSync('bash', ['-o', 'pipefail', '-c', line], { cwd: pack, encoding: 'utf8' }),
  )
  const names = filesBelow(pack).map((path) => path.slice(pack.length + 1))
  const checked = (said[3] ?? '').trim().split('\n')
  expect({
    commands: commands.length,
    fingerprintIsNamed: readme.includes(`\`${said[0]?.slice(0, 64)}\``),
    signatures: [said[1]?.trim(), said[2]?.trim()],
    areAllOk: checked.every((line) => line.endsWith(': OK')),
    unchecked: names.filter((name) => !checked.includes(`${name}: OK`)).sort(),
  }).toEqual({
    commands: 4,
    fingerprintIsNamed: true,
    signatures: ['Signature Verified Successfully', 'Signature Verified Successfully'],
    areAllOk: true,
    unchecked: ['SHA256SUMS', 'SHA256SUMS.sig'],
  })
})

test('The command says that a whole pack is in order, and names the first thing that is not', () => {
  const run = (...parts: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/verify-pack.mjs', ...parts], {
      encoding: 'utf8',
    })
    return [status, stdout.split('\n')[0]]
  }
  const broken = copied()
  rmSync(join(broken, 'model-card.md'))
  expect([run(pack), run(broken), run()]).toEqual([
    [0, expect.stringContaining('Everything is as it was signed')],
    [1, 'Not in order: model-card.md is missing.'],
    [2, expect.stringContaining('Say which folder')],
  ])
})

test('One byte that flips anywhere is found', async () => {
  const copy = copied()
  const missed: string[] = []
  for (const path of filesBelow(copy)) {
    const bytes = readFileSync(path)
    // Every byte of the key and the signatures, and of the others the ends and places all over.
    const step = bytes.length < 200 ? 1 : Math.ceil(bytes.length / 16)
    const places = Array.from({ length: Math.ceil(bytes.length / step) }, (_, n) => n * step)
    for (const place of new Set([...places, bytes.length - 1])) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8))
      writeFileSync(path, changed)
      if ((await wrong(copy)) === 'in order') missed.push(`${path} ${place}`)
    }
    writeFileSync(path, bytes)
  }
  expect([missed, await wrong(copy)]).toEqual([[], 'in order'])
}, 120_000)

test('What was put in, put in the place of another, or signed by somebody else is found', async () => {
  const [added, linked, swapped, forged] = [copied(), copied(), copied(), copied()]
  writeFileSync(join(added, 'data', 'more.csv'), 'x')
  rmSync(join(linked, 'report.html'))
  symlinkSync(join(pack, 'report.html'), join(linked, 'report.html'))
  renameSync(join(swapped, 'model-card.md'), join(swapped, 'x'))
  renameSync(join(swapped, 'data-card.md'), join(swapped, 'model-card.md'))
  renameSync(join(swapped, 'x'), join(swapped, 'data-card.md'))
  const { key } = await verifyPack(pack)
  forge(forged, key)
  expect([
    await wrong(added),
    await wrong(linked),
    await wrong(swapped),
    await wrong(forged),
    await wrong(forged, key),
    await wrong(pack, key),
  ]).toEqual([
    'data/more.csv does not belong to the pack.',
    'report.html is not a plain file.',
    expect.stringMatching(/^(model|data)-card\.md (has|was changed)/),
    // Without knowing the publisher's key nobody can tell: that is why it is to be compared.
    'in order',
    expect.stringContaining('is not the key you named'),
    'in order',
  ])
})

/** The same pack with another card, all of it signed again by another key. */
function forge(at: string, ownKey: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const hash = (content: string | Buffer): string =>
    createHash('sha256').update(content).digest('hex')
  const other = hash(publicKey.export({ type: 'spki', format: 'der' }))
  const put = (name: string, content: string | Buffer): void =>
    writeFileSync(join(at, name), content)
  put('public-key.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString())
  put('model-card.md', '# Fit for every use')
  const manifest = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8'))
  manifest.key.sha256 = other
  for (const file of manifest.files) {
    const content = readFileSync(join(at, file.path))
    Object.assign(file, { bytes: content.length, sha256: hash(content) })
  }
  const text = JSON.stringify(manifest).replaceAll(ownKey, other)
  put('manifest.json', text)
  put('manifest.sig', sign(null, Buffer.from(text), privateKey))
  const closing = ['manifest.json', 'manifest.sig']
  const sums = [...manifest.files.map((file: { path: string }) => file.path), ...closing]
    .map((path) => `${hash(readFileSync(join(at, path)))}  ${path}\n`)
    .join('')
  put('SHA256SUMS', sums)
  put('SHA256SUMS.sig', sign(null, Buffer.from(sums), privateKey))
}

test('The cards tell the figures of the study and of the memorisation test, and no text that was copied', () => {
  const card = readFileSync(join(pack, 'model-card.md'), 'utf8')
  const data = readFileSync(join(pack, 'data-card.md'), 'utf8')
  const licences = readFileSync(join(pack, 'LICENSES', 'README.md'), 'utf8')
  const adapter = readFileSync(join(pack, 'adapter.gguf'))
  const sha256 = createHash('sha256').update(adapter).digest('hex')
  expect({
    names: readdirSync(pack).sort(),
    adapter: card.includes(sha256),
    exposure: card.includes('| 8 times | 61 of 128 | 2 of 128 |'),
    copies: card.includes('| with adapter | 16 | 1500 | 21 | 9 of 1308 (0.7 %) |'),
    score: /\| Base 7B \+ discharge adapter \| \d+ \| \d\.\d+ \(\d\.\d+ to \d\.\d+\)/.test(card),
    forbidden: card.includes('## What it must not be used for'),
    rows: data.includes('20 rows of a synthetic discharge note'),
    licence: licences.includes('CC BY-NC-SA 4.0'),
    odd: `${card}${data}`.match(/undefined|NaN|null|\[object/g),
    leaked: `${card}${data}`.includes('on day three the patient was'),
  }).toEqual({
    names: [
      'LICENSES',
      'README.md',
      'SHA256SUMS',
      'SHA256SUMS.sig',
      'adapter.gguf',
      'data',
      'data-card.md',
      'manifest.json',
      'manifest.sig',
      'model-card.md',
      'public-key.pem',
      'report.html',
    ],
    adapter: true,
    exposure: true,
    copies: true,
    score: true,
    forbidden: true,
    rows: true,
    licence: true,
    odd: null,
    leaked: false,
  })
})

test('Everything confidential in the lineage is listed at once, and nothing is written', async () => {
  const packable = await addPackable(core, { study: { confidential: true } })
  const { projectId, adapterId, studyId } = packable
  core.workspace.services.vault.stage((db) => {
    db.run('UPDATE adapter SET confidential = 1 WHERE id = ?', adapterId)
    db.run(
      'UPDATE instruction_row SET confidential = 1 WHERE project_id = ? AND id % 2 = 0',
      projectId,
    )
    db.run('UPDATE instruction_note SET confidential = 1 WHERE project_id = ?', projectId)
    db.run('UPDATE study_item SET confidential = 1 WHERE study_id = ? AND item < 3', studyId)
  })
  const to = mkdtempSync(join(folder, 'to-'))
  const state = await core.ask('sharePack.state', subjectOf(packable))
  const refused = await core.call('sharePack.write', {
    ...subjectOf(packable),
    folder: core.token(to),
  })
  const audit = await core.ask('audit.page', {})
  expect({
    fits: sharePackOperations['sharePack.state'].output.safeParse(state).success,
    obstacles: state.obstacles.map(({ code, count }) => [code, count]),
    refused: refused.ok ? 'written' : refused.code,
    sentence: refused.ok ? '' : refused.message,
    folder: readdirSync(to),
    recorded: audit.rows.some(
      (entry) => entry.action === 'share-pack.refused' && entry.outcome === 'refused',
    ),
  }).toEqual({
    fits: true,
    obstacles: [
      ['adapter-confidential', null],
      ['rows-confidential', 10],
      ['notes-confidential', 20],
      ['questions-confidential', expect.any(Number)],
      ['report-confidential', null],
    ],
    refused: 'pack-refused',
    sentence: expect.stringMatching(/10 kept rows are confidential.*Nothing was written\.$/),
    folder: [],
    recorded: true,
  })
})

test('A confidential or unknown adapter further up the line is found too', async () => {
  const packable = await addPackable(core)
  const parent = await addPackable(core, { adapter: { confidential: true } })
  const imported = await addPackable(core, { adapter: { origin: 'imported' } })
  const { vault } = core.workspace.services
  const goesOnFrom = (id: string): void =>
    vault.stage((db) =>
      db.run('UPDATE adapter SET parent_id = ? WHERE id = ?', id, packable.adapterId),
    ) as never
  const found: string[][] = [await codes(packable)]
  for (const { adapterId } of [parent, imported]) {
    goesOnFrom(adapterId)
    found.push(await codes(packable))
  }
  expect(found).toEqual([[], ['adapter-confidential'], ['adapter-unknown']])
})

test('A withdrawn record that it learned from is listed, though the adapter is blocked already', async () => {
  const packable = await addPackable(core)
  await core.importSample()
  addPastRun({ core, ...packable }, { id: 'past', name: 'Past', steps: 3 })
  core.workspace.services.vault.stage((db) => {
    const record = db.one<{ id: number }>('SELECT min(id) AS id FROM document')?.id
    db.run("UPDATE adapter SET run_id = 'past' WHERE id = ?", packable.adapterId)
    db.run("INSERT INTO training_case VALUES ('past', ?)", record)
    db.run(
      "INSERT INTO withdrawn_case VALUES (?, 'withdrawn', 'Consent was taken back.', ?, 'Ada Example')",
      record,
      core.clock.now(),
    )
  })
  const { obstacles } = await core.ask('sharePack.state', subjectOf(packable))
  expect(obstacles).toEqual([{ code: 'records-withdrawn', count: 1, subject: null }])
})

test('Without rows, a report, or a memorisation test of this very file there is no pack', async () => {
  const bare = {
    rows: await addPackable(core, { without: 'rows' }),
    report: await addPackable(core, { without: 'report' }),
    memorisation: await addPackable(core, { without: 'memorisation' }),
  }
  // A test of the file as it was before is none of this one.
  addMemorisation(core, { ...bare.memorisation, sha256: '1'.repeat(64) })
  const altered = await addPackable(core)
  core.workspace.services.vault.stage((db) =>
    db.run(
      "UPDATE study_report SET data = replace(data, 'asclepius', 'Asclepius') WHERE id = ?",
      altered.reportId,
    ),
  )
  expect([
    await codes(bare.rows),
    await codes(bare.report),
    await codes(bare.memorisation),
    await codes(altered),
  ]).toEqual([['no-rows'], ['no-report'], ['no-memorisation'], ['report-altered']])
})

test('A pack that cannot be finished leaves nothing half done', async () => {
  const damaged = await addPackable(core)
  const late = await addPackable(core)
  const { vault, jobs } = core.workspace.services
  const path = adapterPath(vault, damaged.adapterId)
  const bytes = readFileSync(path)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const to = mkdtempSync(join(folder, 'to-'))
  const start = (packable: Packable) =>
    core.ask('sharePack.write', { ...subjectOf(packable), folder: core.token(to) })
  const first = await jobs.ended((await start(damaged)).jobId)
  const { jobId } = await start(late)
  vault.stage((db) => db.run('UPDATE adapter SET confidential = 1 WHERE id = ?', late.adapterId))
  const second = await jobs.ended(jobId)
  expect({
    statuses: [first.status, second.status],
    said: second.message,
    left: readdirSync(to),
  }).toEqual({
    statuses: ['failed', 'failed'],
    said: expect.stringContaining('cannot be packed for sharing'),
    left: [],
  })
})
