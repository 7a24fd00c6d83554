import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

/** What every network call of Node throws in this app (S-14). */
export class SealedNetwork extends Error {
  override readonly name = 'SealedNetwork'
  readonly code = 'E_OFFLINE'

  constructor(what: string) {
    super(`${what} is shut: this app opens no network connection.`)
  }
}

type Shut = (...parameters: never[]) => never

/**
 * Replaces everything in Node that reaches a network by a function that throws. Local pipes to
 * child processes are no network and go on working. Call it first thing in each process.
 */
export function sealNetwork(): void {
  const shut =
    (what: string): Shut =>
    () => {
      throw new SealedNetwork(what)
    }
  replace(net, 'net', ['connect', 'createConnection', 'createServer'], shut)
  net.Socket.prototype.connect = shut('net.Socket.connect') as never
  net.Server.prototype.listen = shut('net.Server.listen') as never
  replace(http, 'http', ['request', 'get', 'createServer'], shut)
  replace(https, 'https', ['request', 'get', 'createServer'], shut)
  replace(http2, 'http2', ['connect', 'createServer', 'createSecureServer'], shut)
  replace(tls, 'tls', ['connect', 'createServer'], shut)
  replace(dgram, 'dgram', ['createSocket'], shut)
  replace(dns, 'dns', ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse'], shut)
  replace(dns.promises, 'dns.promises', ['lookup', 'resolve', 'resolve4', 'resolve6'], shut)
  replace(globalThis, 'globalThis', ['fetch', 'WebSocket', 'EventSource'], shut)
  syncBuiltinESMExports()
}

/** Names of `sealNetwork`'s doors that do not throw; empty while the seal holds. */
export function openDoors(): string[] {
  const doors: readonly (readonly [string, () => unknown])[] = [
    ['net.connect', () => net.connect(9)],
    ['http.request', () => http.request('http://localhost')],
    ['https.request', () => https.request('https://localhost')],
    ['tls.connect', () => tls.connect(9)],
    ['dgram.createSocket', () => dgram.createSocket('udp4')],
    ['dns.lookup', () => dns.lookup('localhost', () => undefined)],
    ['fetch', () => globalThis.fetch('http://localhost')],
  ]
  return doors.filter(([, open]) => !throwsSealed(open)).map(([name]) => name)
}

function throwsSealed(open: () => unknown): boolean {
  try {
    open()
    return false
  } catch (cause) {
    return cause instanceof SealedNetwork
  }
}

function replace(
  target: object,
  name: string,
  members: readonly string[],
  shut: (what: string) => Shut,
): void {
  for (const member of members)
    if (member in target)
      Object.defineProperty(target, member, {
        value: shut(`${name}.${member}`),
        writable: true,
        configurable: true,
      })
}
