import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trainAdapter } from '../../../core/trainer/client'
import type { TrainerEvent } from '../../../core/trainer/protocol'
import { createRandomness } from '../../fixtures/gguf-blocks'
import { hashOf, type TenSteps, tenSteps, trainingOfTenSteps } from '../../fixtures/ten-steps'
import { trainerFolder } from '../../fixtures/trainer'

const folder = trainerFolder()
let training: TenSteps
beforeAll(async () => {
  training = await trainingOfTenSteps(folder)
}, 600_000)
afterAll(() => folder.remove())

function acknowledged(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'checkpoint' ? [event.step] : []))
}

describe('killed at twenty random moments', () => {
  test('nothing is lost beyond the last checkpoint that was acknowledged', async () => {
    // An adapter so large that writing checkpoints takes about as long as the steps between them.
    const large = (name: string) => training.request(name, { lora: { rank: 200 } })
    const began = Date.now()
    const expected = await training.adapterOf(large('random-whole'))
    const length = Date.now() - began
    const wanted = large('random')
    const random = createRandomness(2026)
    let kept = 0
    let kills = 0
    let killsWhileWriting = 0
    while (kills < 20) {
      const events: TrainerEvent[] = []
      const run = trainAdapter(training.trainer, wanted, { onEvent: (event) => events.push(event) })
      // Anywhere between its first breath and its last.
      const timer = setTimeout(() => process.kill(run.pid, 'SIGKILL'), random.word() % length)
      const ended = await run.finished.then(
        () => 'done',
        (refusal: { code: string }) => refusal.code,
      )
      clearTimeout(timer)
      const plan = events.find((event) => event.type === 'plan')
      if (plan) expect(plan.resumedFrom).toBeGreaterThanOrEqual(kept)
      kept = Math.max(kept, ...acknowledged(events))
      if (ended === 'done') {
        expect(hashOf(join(wanted.output, 'adapter.gguf'))).toBe(expected)
        rmSync(wanted.output, { recursive: true })
        kept = 0
      } else {
        expect(ended).toBe('trainer-ended')
        kills += 1
        const left = existsSync(wanted.output) ? readdirSync(wanted.output) : []
        if (left.some((name) => name.endsWith('.partial'))) killsWhileWriting += 1
      }
    }
    expect(killsWhileWriting).toBeGreaterThan(0)
    expect(await training.adapterOf(wanted)).toBe(expected)
  }, 120_000)
})

describe('killed at a place inside the writing of a checkpoint', () => {
  /** Where the file of step 5 is left, and the step that the next run goes on from. */
  const places: readonly (readonly [string, string, number])[] = [
    ['before its first byte', '0', 4],
    ['within its header', '30', 4],
    ['within its values', '5000', 4],
    ['one byte before its end', 'all but one', 4],
    ['before it was synced', 'written', 4],
    ['before it was renamed', 'synced', 4],
    ['before its folder was synced', 'renamed', 5],
    ['before it was acknowledged', 'kept', 5],
  ]
  const sizeOf = async (name: string) => {
    const wanted = training.request('inside-size')
    await training.killWhen(wanted, (event) => event.type === 'checkpoint' && event.step === 5)
    return statSync(join(wanted.output, name)).size
  }
  for (const [index, [words, place, step]] of places.entries()) {
    const threads = 1 + (index % 3)
    test(`${words}: goes on from step ${step} with ${threads} threads to the same adapter`, async () => {
      const wanted = training.request(`inside-${index}`)
      const name = 'checkpoint-00000005.ckpt'
      const ends = place === 'all but one' ? String((await sizeOf(name)) - 1) : place
      const environment = { ASCLEPIUS_TRAINER_DIE: `/${name} ${ends}` }
      const before: TrainerEvent[] = []
      const run = trainAdapter({ ...training.trainer, environment }, wanted, {
        onEvent: (event) => before.push(event),
      })
      await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
      expect(acknowledged(before)).toEqual([1, 2, 3, 4])
      expect(readdirSync(wanted.output)).toContain(step === 5 ? name : `${name}.partial`)
      const after: TrainerEvent[] = []
      const options = { onEvent: (event: TrainerEvent) => after.push(event) }
      const hash = await training.adapterOf(
        { ...wanted, settings: { ...tenSteps, threads } },
        options,
      )
      expect(hash).toBe(training.whole)
      expect(after.find((event) => event.type === 'plan')).toMatchObject({ resumedFrom: step })
      expect(after.filter((event) => event.type === 'warning')).toEqual([])
      expect(readdirSync(wanted.output).filter((file) => file.endsWith('.partial'))).toEqual([])
    })
  }

  test('or of the adapter at the end: it is written again, the same', async () => {
    const wanted = training.request('inside-adapter')
    const environment = { ASCLEPIUS_TRAINER_DIE: '/adapter.gguf 5000' }
    const run = trainAdapter({ ...training.trainer, environment }, wanted)
    await expect(run.finished).rejects.toMatchObject({ code: 'trainer-ended' })
    expect(readdirSync(wanted.output)).not.toContain('adapter.gguf')
    expect(await training.adapterOf(wanted)).toBe(training.whole)
  })
})
