// @ts-check
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { layerNames, mainProblem, sourceFindings, strayFindings } from './lib/layer-rules.mjs'
import { repo } from './lib/repo.mjs'

// node scripts/check-layers.mjs: exits 1 and names file, line and reason when a source breaks a rule.

const isSource = /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/

/** @param {string} folder from the work tree's root @returns {string[]} */
function sourcesIn(folder) {
  return readdirSync(join(repo, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isSource.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(repo.length + 1))
}

/** @param {string} file */
const read = (file) => readFileSync(join(repo, file), 'utf8')

const sources = layerNames.flatMap(sourcesIn).map((file) => file.replaceAll('\\', '/'))
const findings = sources.flatMap((file) => sourceFindings(file, read(file)))

const sandbox = mainProblem(sources.filter((file) => file.startsWith('main/')).map(read))
if (sandbox) findings.push({ file: 'main', line: 1, problem: sandbox })

const tracked = execFileSync('git', ['ls-files', '-z'], {
  cwd: repo,
  encoding: 'utf8',
  maxBuffer: 1 << 28,
}).split('\0')
for (const file of tracked.filter(Boolean)) {
  const text = textOf(file)
  if (text !== null) findings.push(...strayFindings(file, text))
}

/** @param {string} file @returns {string | null} null for a binary, deleted or huge file */
function textOf(file) {
  try {
    const bytes = readFileSync(join(repo, file))
    return bytes.includes(0) || bytes.length > 20_000_000 ? null : bytes.toString('utf8')
  } catch {
    return null
  }
}

for (const { file, line, problem } of findings) console.log(`${file}:${line} ${problem}`)
if (sources.length === 0) console.log('No source files were found to check.')
console.log(
  `${sources.length} source files and ${tracked.length - 1} tracked files checked, ${findings.length} findings.`,
)
process.exitCode = findings.length > 0 || sources.length === 0 ? 1 : 0
