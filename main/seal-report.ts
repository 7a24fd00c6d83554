import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { app } from 'electron'
import type { Seal } from '../contract/settings'
import { openDoors } from '../core/kernel/seal'
import type { Processes } from './processes'
import { sessionIsShut } from './security'

/** Looks at the app's own sockets and doors; nothing here is a claim that was not just checked. */
export async function sealReport(processes: Processes): Promise<Seal> {
  const pids = new Set([
    process.pid,
    ...app.getAppMetrics().map((metric) => metric.pid),
    ...processes.pids(),
  ])
  const connections = process.platform === 'linux' ? countConnections(pids) : null
  const doors = openDoors()
  const isSessionShut = await sessionIsShut()
  const isResolverShut = app.commandLine.getSwitchValue('host-resolver-rules') === 'MAP * ~NOTFOUND'
  const checks = [
    {
      name: 'sockets',
      holds: connections === null || connections === 0,
      detail:
        connections === null
          ? 'This system does not let the app count its sockets.'
          : `${connections} sockets that reach beyond this machine, in ${pids.size} processes of the app`,
    },
    {
      name: 'node',
      holds: doors.length === 0,
      detail: doors.length === 0 ? 'Every network function of Node throws' : doors.join(', '),
    },
    {
      name: 'page',
      holds: isSessionShut,
      detail: isSessionShut
        ? 'Pages load from the app alone; every other address is cancelled'
        : 'Pages may load from other addresses',
    },
    {
      name: 'names',
      holds: isResolverShut,
      detail: isResolverShut ? 'No host name is looked up' : 'Host names may be looked up',
    },
  ]
  const sealed = checks.every((check) => check.holds)
  return { sealed, connections, processes: pids.size, checks }
}

const socketTables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']

/** Sockets of these processes that are joined to, or listen for, anything but this machine itself. */
function countConnections(pids: ReadonlySet<number>): number {
  const inodes = new Set(
    socketTables.flatMap((table) => outwardInodes(readTable(`/proc/self/net/${table}`))),
  )
  return [...pids].flatMap(socketInodes).filter((inode) => inodes.has(inode)).length
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/8 as the kernel prints them, in the byte order of the machine. */
const loopback = /^(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/

/**
 * Inodes of the sockets in a table of `/proc/net` that reach beyond this machine: joined to another
 * address, or bound for others to reach.
 */
export function outwardInodes(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', remote = '']) => {
      const [ownAddress = ''] = local.split(':')
      const [otherAddress = ''] = remote.split(':')
      const isJoined = !/^0*$/.test(otherAddress)
      return !loopback.test(isJoined ? otherAddress : ownAddress)
    })
    .map((fields) => fields[9] ?? '')
    .filter((inode) => inode !== '' && inode !== '0')
}

function socketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? []
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
