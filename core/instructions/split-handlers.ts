import type { LeakageReport } from '../../contract/instructions'
import { say } from '../../contract/sentences'
import type { CallContext, Handlers } from '../kernel/context'
import { Refusal } from '../kernel/refusal'
import { projectById } from '../projects/queries'
import { makeCasesOfNotes } from './cases'
import { findLeakage } from './leakage'
import { leakageOf, splitHash } from './rows'
import {
  assignSides,
  casesToSplit,
  splitStateOf,
  storeCheck,
  storeOverride,
  storeSides,
  storeSplit,
} from './split'

export type SplitNames =
  | 'instructions.splitState'
  | 'instructions.split'
  | 'instructions.checkLeakage'
  | 'instructions.overrideLeakage'

type Context = Omit<CallContext, 'emit'>

export const splitHandlers: Handlers<SplitNames> = {
  'instructions.splitState': ({ db }, { projectId }) => splitStateOf(db, projectId),
  'instructions.split': async (context, { projectId, ...wish }) => {
    projectById(context.db, projectId)
    context.commit(
      {
        action: 'instructions.split',
        object: projectId,
        detail: { seed: wish.seed, ...wish.shares, keepSides: wish.keepSides },
      },
      (db) => {
        makeCasesOfNotes(db, projectId)
        const cases = casesToSplit(db, projectId)
        if (cases.length < 2) throw new Refusal('too-few-cases', say('too-few-cases'))
        storeSides(db, projectId, assignSides(cases, wish))
        storeSplit(db, projectId, wish, { name: context.person.name, at: context.clock.now() })
      },
    )
    await check(context, projectId)
    return splitStateOf(context.db, projectId)
  },
  'instructions.checkLeakage': async (context, { projectId }) => {
    projectById(context.db, projectId)
    if (leakageOf(context.db, projectId).state === 'not-split')
      throw new Refusal('not-split', say('nothing-split'))
    await check(context, projectId)
    return splitStateOf(context.db, projectId)
  },
  'instructions.overrideLeakage': (context, { projectId, sha256, reason }) => {
    const now = leakageOf(context.db, projectId)
    if (now.state !== 'blocked')
      throw new Refusal('nothing-to-override', say('nothing-to-override'))
    if (now.splitSha256 !== sha256)
      throw new Refusal('split-changed', say('split-changed-since-seen'))
    if (splitStateOf(context.db, projectId).because !== 'found')
      throw new Refusal('not-checked', say('split-not-checked'))
    context.commit(
      { action: 'instructions.leakage-overridden', object: projectId, detail: { sha256, reason } },
      (db) =>
        storeOverride(db, projectId, sha256, {
          name: context.person.name,
          at: context.clock.now(),
          reason,
        }),
    )
    return splitStateOf(context.db, projectId)
  },
}

/** Looks through all notes in pieces, and binds what it found to the split that it looked at. */
async function check(context: Context, projectId: string): Promise<void> {
  const before = splitHash(context.db, projectId)
  const steps = findLeakage(context.db, projectId)
  let report: LeakageReport | null = null
  while (report === null) {
    context.signal.throwIfAborted()
    const step = steps.next()
    if (step.done) report = step.value
    else await new Promise((resolve) => setImmediate(resolve))
  }
  const found = report
  if (splitHash(context.db, projectId) !== before)
    throw new Refusal('split-changed', say('split-changed-while-checked'))
  context.commit(
    {
      action: 'instructions.leakage-checked',
      object: projectId,
      detail: { sha256: before, notes: found.notes, findings: found.findings },
    },
    (db) => storeCheck(db, projectId, before, found, context.clock.now()),
  )
}
