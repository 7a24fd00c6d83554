import { trainerFaults } from '../../contract/model-sentences'
import { type SentenceCode, say } from '../../contract/sentences'
import { Refusal } from '../kernel/refusal'

type Fault = keyof typeof trainerFaults & SentenceCode

/** A refusal in words for a failure that the trainer named by its code. */
export function trainerRefusal(code: string, detail: string): Refusal {
  const fault = `trainer-${code}`
  return new Refusal(fault, say(isFault(fault) ? fault : 'trainer-unknown', { detail }))
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(trainerFaults, code)
}
