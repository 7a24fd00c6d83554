import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TrainingDevice } from './protocol'
import type { TrainerLocation } from './trainer-process'

/** Where the trainer and the libraries of node-llama-cpp lie. */
export interface TrainerPlaces {
  readonly program: string
  /** The folder `@node-llama-cpp`, with a package for each kind of device. */
  readonly packages: string
}

/**
 * Looks in the places of a source tree and of an installed app. Null where the trainer was not
 * built: everything but training works then.
 */
export function findTrainer(options: {
  /** The folder that holds node_modules, such as the app's. */
  readonly appFolder: string
  /** Where an installed app keeps files beside its archive. */
  readonly resourcesFolder?: string | undefined
  /** From ASCLEPIUS_TRAINER, as set-up tells it. */
  readonly program?: string | undefined
}): TrainerPlaces | null {
  const { appFolder, resourcesFolder } = options
  const program = [
    options.program,
    resourcesFolder && join(resourcesFolder, 'native', 'asclepius-trainer'),
    join(appFolder, 'native', 'build', 'asclepius-trainer'),
  ].find((path) => path !== undefined && path !== '' && existsSync(path))
  const packages = [
    join(`${appFolder}.unpacked`, 'node_modules', '@node-llama-cpp'),
    join(appFolder, 'node_modules', '@node-llama-cpp'),
  ].find((path) => existsSync(path))
  return program && packages ? { program, packages } : null
}

const folders: Readonly<Record<Exclude<TrainingDevice, 'auto'>, string>> = {
  cpu: 'linux-x64',
  cuda: 'linux-x64-cuda',
  vulkan: 'linux-x64-vulkan',
}

/** The trainer with the libraries for a device; the processor's where that device's are missing. */
export function trainerFor(
  places: TrainerPlaces,
  device: Exclude<TrainingDevice, 'auto'>,
): TrainerLocation {
  const folderOf = (kind: string): string => join(places.packages, kind, 'bins', kind)
  const wanted = folderOf(folders[device])
  return {
    program: places.program,
    libraries: existsSync(wanted) ? wanted : folderOf(folders.cpu),
  }
}
