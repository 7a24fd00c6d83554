// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { repo } from '../../../scripts/lib/repo.mjs'

/**
 * Bundles one TypeScript program of a bench, so that it runs in a Node of its own with nothing but
 * the product's code in its memory.
 * @param {string} entry file in test/bench/lib
 * @returns {Promise<string>} the built program
 */
export async function bundle(entry) {
  const outDir = join(repo, 'out', 'bench')
  await build({
    configFile: false,
    logLevel: 'error',
    root: repo,
    build: {
      ssr: join(repo, 'test', 'bench', 'lib', entry),
      target: 'node20.18',
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  })
  return join(outDir, entry.replace(/\.ts$/, '.mjs'))
}

/**
 * Runs a built program and reads the last line it prints as JSON.
 * @param {string} program @param {readonly string[]} args @param {string} [input] for its standard input
 * @returns {Promise<any>}
 */
export function runJson(program, args, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    let output = ''
    child.stdout.on('data', (piece) => {
      output += piece
    })
    child.on('exit', (code) => {
      const last = output.trim().split('\n').at(-1) ?? ''
      if (code === 0) resolve(JSON.parse(last))
      else reject(new Error(`${program} ended with ${code}: ${output.slice(-500)}`))
    })
  })
}
