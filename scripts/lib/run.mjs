// @ts-check
import { spawn } from 'node:child_process'

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 where the program is not there, 124 where it was stopped for time
 * @property {string} output stdout and stderr together
 * @property {string} stdout
 */

/**
 * Runs a program to its end without showing its output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, isStuck?: () => boolean }} [options]
 *   isStuck is asked twice a second; true stops the program as if its time was up
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let stdout = ''
    let isOutOfTime = false
    const stop = () => {
      isOutOfTime = true
      child.kill('SIGKILL')
    }
    const timer = options.timeoutMs ? setTimeout(stop, options.timeoutMs) : undefined
    const watch = options.isStuck
      ? setInterval(() => options.isStuck?.() && stop(), 500)
      : undefined
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer)
      clearInterval(watch)
      resolve({ code: isOutOfTime ? 124 : code, output, stdout })
    }
    child.stdout.on('data', (chunk) => {
      output += chunk
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (problem) => {
      output += problem.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/**
 * Runs a program whose output belongs on the screen; Ctrl+C reaches it and we wait for its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} exit code
 */
export function show(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' })
    const ignore = () => {}
    const pass = () => child.kill('SIGTERM')
    process.on('SIGINT', ignore)
    process.on('SIGTERM', pass)
    const finish = (/** @type {number} */ code) => {
      process.off('SIGINT', ignore)
      process.off('SIGTERM', pass)
      resolve(code)
    }
    child.on('error', (problem) => {
      console.log(`${program} could not be started: ${problem.message}`)
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

/** @param {string} text @param {number} [lines] @returns {string} the last lines, indented */
export function tail(text, lines = 15) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n')
}
