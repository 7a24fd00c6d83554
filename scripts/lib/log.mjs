// @ts-check

/**
 * @typedef {(line: string) => void} Log  takes one plain line
 */

/** A set-up step that cannot go on; its message is written for the person who started the command. */
export class Stop extends Error {}

/** @type {Log} */
export const toScreen = (line) => console.log(line)

/** @param {number} since performance.now() at the start @returns {string} such as "3.2 s" or "2 min 5 s" */
export function took(since) {
  const seconds = (performance.now() - since) / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/**
 * Runs the body of a command. A Stop ends it with its message alone; anything else is a fault of
 * ours and keeps its stack.
 * @param {() => Promise<number | void>} body resolves to the exit code
 */
export function command(body) {
  body().then(
    (code) => {
      process.exitCode = code ?? 0
    },
    (problem) => {
      console.log(problem instanceof Stop ? problem.message : (problem?.stack ?? String(problem)))
      process.exitCode = 1
    },
  )
}
