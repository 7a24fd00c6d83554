import { say } from '../../contract/sentences'
import type { Services } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { trainerFor } from '../trainer/location'
import type { TrainingDevice } from '../trainer/protocol'
import type { TrainerLocation } from '../trainer/trainer-process'

/**
 * The trainer with the libraries of the wanted device; "auto" takes what models run on here.
 * @throws Refusal `no-trainer`
 */
export async function trainerOf(
  services: Pick<Services, 'training' | 'inference'>,
  wanted: TrainingDevice,
  signal?: AbortSignal,
): Promise<{ readonly trainer: TrainerLocation; readonly device: TrainingDevice }> {
  const { places } = services.training
  if (places === null) throw noTrainer()
  const device = wanted === 'auto' ? await usualDevice(services, signal) : wanted
  return { trainer: trainerFor(places, device), device }
}

export function noTrainer(): Refusal {
  return new Refusal('no-trainer', say('no-trainer'))
}

async function usualDevice(
  services: Pick<Services, 'inference'>,
  signal?: AbortSignal,
): Promise<'cpu' | 'cuda' | 'vulkan'> {
  const { gpu } = await services.inference.devices({ signal })
  return gpu === 'cuda' || gpu === 'vulkan' ? gpu : 'cpu'
}
