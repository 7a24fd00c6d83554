// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Stop } from './log.mjs'

/** @returns {Promise<boolean>} whether a window can be shown */
export async function hasDisplay() {
  if (process.platform !== 'linux') return true
  if (await hasX()) return true
  return hasWayland()
}

/**
 * Switches for the display at hand: Electron 33 looks for X unless told otherwise, and complains at
 * length where there is no graphics device to draw with.
 * @returns {Promise<string[]>}
 */
export async function displaySwitches() {
  if (process.platform !== 'linux') return []
  const drawing = existsSync('/dev/dri') ? [] : ['--disable-gpu']
  if (await hasX()) return drawing
  return hasWayland() ? ['--ozone-platform=wayland', ...drawing] : drawing
}

function hasWayland() {
  const { WAYLAND_DISPLAY: name, XDG_RUNTIME_DIR: folder } = process.env
  return Boolean(name && existsSync(join(folder ?? '', name)))
}

/** A DISPLAY left over from a server that is gone counts as none. @returns {Promise<boolean>} */
async function hasX() {
  const display = process.env.DISPLAY
  if (!display) return false
  const number = /^:(\d+)/.exec(display)?.[1]
  if (number === undefined) return true
  const path = `/tmp/.X11-unix/X${number}`
  return (await answers(path)) || (await answers(`\0${path}`))
}

/** @param {string} path of a socket @returns {Promise<boolean>} */
function answers(path) {
  return new Promise((resolve) => {
    const socket = connect(path)
    const say = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => say(true))
    socket.on('error', () => say(false))
    socket.setTimeout(2000, () => say(false))
  })
}

/**
 * A screen of our own on a display number the server finds free itself.
 * @returns {Promise<{ display: string, stop: () => void }>} display such as ":3"
 */
export function startXvfb() {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const stop = () => {
    process.off('exit', stop)
    server.kill('SIGTERM')
  }
  process.on('exit', stop)
  return new Promise((resolve, reject) => {
    const number = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    number.once('data', (text) => resolve({ display: `:${String(text).trim()}`, stop }))
    const refuse = () =>
      reject(new Stop('The virtual screen for the journeys (Xvfb) did not start.'))
    server.once('error', refuse)
    server.once('exit', refuse)
  })
}
