import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { app } from 'electron'
import type { Seal } from '../contract/settings'
import { openDoors } from '../core/kernel/seal'
import type { Processes } from './processes'
import { sessionIsShut } from './security'

/** Looks at the app's own sockets and doors; nothing here is a claim that was not just checked. */
export async function sealReport(processes: Processes): Promise<Seal> {
  const pids = [
    process.pid,
    ...app.getAppMetrics().map((metric) => metric.pid),
    ...processes.pids(),
  ]
  const connections = process.platform === 'linux' ? countConnections(new Set(pids)) : null
  const doors = openDoors()
  const isSessionShut = await sessionIsShut()
  const checks = [
    {
      name: 'sockets',
      holds: connections === null || connections === 0,
      detail:
        connections === null
          ? 'This system does not let the app count its sockets.'
          : `${connections} network sockets in ${new Set(pids).size} processes of the app`,
    },
    {
      name: 'node',
      holds: doors.length === 0,
      detail: doors.length === 0 ? 'Every network function of Node throws' : doors.join(', '),
    },
    {
      name: 'page',
      holds: isSessionShut,
      detail: 'Pages load from the app alone; every other address is cancelled',
    },
    {
      name: 'names',
      holds: app.commandLine.getSwitchValue('host-resolver-rules') === 'MAP * ~NOTFOUND',
      detail: 'No host name is looked up',
    },
  ]
  return { sealed: checks.every((check) => check.holds), connections, checks }
}

const socketTables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6']

/** Sockets of these processes that the kernel lists as internet sockets, loopback included. */
function countConnections(pids: ReadonlySet<number>): number {
  const inodes = new Set(socketTables.flatMap(internetInodes))
  return [...pids].flatMap(socketInodes).filter((inode) => inodes.has(inode)).length
}

function internetInodes(table: string): string[] {
  try {
    return readFileSync(`/proc/self/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)[9] ?? '')
      .filter((inode) => inode !== '' && inode !== '0')
  } catch {
    return []
  }
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
