import childProcess from 'node:child_process'
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { availableParallelism, freemem, totalmem } from 'node:os'
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp'
import type { DeviceReport } from '../contract/model-protocol'
import { type Sentence, say } from '../contract/sentences'

type Gpu = DeviceReport['gpu']
type GpuOption = 'cuda' | 'vulkan' | 'metal' | false

/** A graphics device that is a program: slower than the processor it runs on. */
const SOFTWARE_DEVICE = /llvmpipe|lavapipe|softpipe|swiftshader/i

export type Runtime = {
  readonly llama: Llama
  readonly gpu: Gpu
  readonly report: () => Promise<DeviceReport>
  /** The last complaint of llama.cpp, for the reason of a refused model. */
  readonly lastComplaint: () => string | undefined
}

type Tried = DeviceReport['tried'][number]

const BACKEND_NAMES = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal' } as const

/**
 * Starts llama.cpp with the best device that works: CUDA, then Vulkan (Metal on a Mac), then the
 * processor alone. A missing driver is a statement and never a failure.
 */
export async function openRuntime(allowGpu: boolean): Promise<Runtime> {
  const tried: Tried[] = []
  let complaint: string | undefined
  const note = (level: LlamaLogLevel, message: string): void => {
    if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) complaint = message.trim()
  }
  for (const option of allowGpu ? gpuOptions() : []) {
    const llama = await tryGpu(option, tried, note)
    if (llama !== undefined) return runtimeOf(llama, option, tried, () => complaint)
  }
  const llama = await openOnProcessor(note)
  return runtimeOf(llama, 'none', tried, () => complaint)
}

function gpuOptions(): Exclude<GpuOption, false>[] {
  return process.platform === 'darwin' ? ['metal'] : ['cuda', 'vulkan']
}

type Note = (level: LlamaLogLevel, message: string) => void

function open(gpu: GpuOption, logger: Note): Promise<Llama> {
  return getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    usePrebuiltBinaries: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    logger,
  })
}

async function tryGpu(
  backend: Exclude<GpuOption, false>,
  tried: Tried[],
  note: Note,
): Promise<Llama | undefined> {
  try {
    const llama = await open(backend, note)
    const names = await llama.getGpuDeviceNames()
    if (names.length > 0 && !names.every((name) => SOFTWARE_DEVICE.test(name))) {
      tried.push({ backend, works: true })
      return llama
    }
    tried.push({ backend, works: false, reason: whyNot(backend, names) })
    await llama.dispose()
  } catch {
    tried.push({
      backend,
      works: false,
      reason: say('gpu-no-driver', { backend: BACKEND_NAMES[backend] }),
    })
  }
  return undefined
}

/**
 * node-llama-cpp tests its library in a forked child first. Where Electron's `runAsNode` fuse is
 * off no child can be forked and it finds "no binary"; then it is told that the test passed. The
 * library was checked by hash when it was installed.
 */
async function openOnProcessor(note: Note): Promise<Llama> {
  try {
    return await open(false, note)
  } catch (reason) {
    if (process.versions.electron === undefined) throw reason
    skipBinaryTest()
    return await open(false, note)
  }
}

export function skipBinaryTest(): void {
  const pretend = (): EventEmitter => {
    const child = Object.assign(new EventEmitter(), {
      exitCode: null as number | null,
      killed: false,
      stdout: null,
      stderr: null,
      kill: () => true,
      send: (message: { type?: string }) => {
        if (message.type === 'start') setImmediate(() => child.emit('message', { type: 'done' }))
        if (message.type === 'exit') setImmediate(() => child.emit('exit', 0))
        return true
      },
    })
    setImmediate(() => child.emit('message', { type: 'ready' }))
    return child
  }
  childProcess.fork = pretend as unknown as typeof childProcess.fork
  syncBuiltinESMExports()
}

function runtimeOf(
  llama: Llama,
  gpu: Gpu,
  tried: readonly Tried[],
  lastComplaint: () => string | undefined,
): Runtime {
  return { llama, gpu, lastComplaint, report: () => reportDevices(llama, gpu, tried) }
}

async function reportDevices(
  llama: Llama,
  gpu: Gpu,
  tried: readonly Tried[],
): Promise<DeviceReport> {
  const names = gpu === 'none' ? [] : await llama.getGpuDeviceNames()
  const memory = gpu === 'none' ? { total: 0, free: 0 } : await llama.getVramState()
  return {
    gpu,
    names,
    gpuMemory: { totalBytes: memory.total, freeBytes: memory.free },
    ram: { totalBytes: totalmem(), freeBytes: freeRam() },
    cores: Math.max(1, Math.min(llama.cpuMathCores, availableParallelism())),
    tried: [...tried],
    statement: deviceStatement(gpu, names, tried),
  }
}

/** Memory this process may still take: what is free, or less where the machine sets a limit. */
export function freeRam(): number {
  const process20 = process as { availableMemory?: () => number }
  const available = process20.availableMemory?.() ?? Number.POSITIVE_INFINITY
  return Math.floor(Math.min(available > 0 ? available : Number.POSITIVE_INFINITY, freemem()))
}

export function deviceStatement(
  gpu: Gpu,
  names: readonly string[],
  tried: readonly Tried[],
): Sentence[] {
  if (gpu !== 'none')
    return [say('gpu-used', { names: names.join(', '), backend: BACKEND_NAMES[gpu] })]
  return [
    say(tried.length === 0 ? 'gpu-not-tried' : 'gpu-not-usable'),
    ...tried.flatMap(({ reason }) => reason ?? []),
    say('runs-on-processor'),
  ]
}

function whyNot(backend: Exclude<GpuOption, false>, names: readonly string[]): Sentence {
  const named = { backend: BACKEND_NAMES[backend], names: names.join(', ') }
  return say(names.length === 0 ? 'gpu-no-device' : 'gpu-software-only', named)
}
