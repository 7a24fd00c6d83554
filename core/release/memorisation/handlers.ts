import { say } from '../../../contract/sentences'
import type { Handlers } from '../../kernel/context'
import { newId } from '../../kernel/ids'
import { Refusal } from '../../kernel/refusal'
import { usableModel } from '../../models/ready'
import { projectById } from '../../projects/queries'
import { usableAdapter } from '../../training/adapters'
import { noTrainer } from '../../training/devices'
import { insertTest, plantedBehind, testsOf } from './queries'
import { promptsOf } from './texts'

export const memorisationHandlers: Handlers<'memorisation.start' | 'memorisation.tests'> = {
  'memorisation.start': (context, { projectId, adapterId, ...wish }) => {
    const { db } = context
    projectById(db, projectId)
    const adapter = usableAdapter(db, adapterId)
    usableModel(context, adapter.model_id)
    const hasStrings = plantedBehind(db, adapterId).length > 0
    if (hasStrings && context.training.places === null) throw noTrainer()
    if (!hasStrings && promptsOf(db, projectId, 1, 1).length === 0)
      throw new Refusal(
        'nothing-to-test',
        `Nothing was planted when "${adapter.name}" was trained, and this project has no text on the training side to hold its answers against. Nothing was started. Split the rows in Instructions first.`,
      )
    const testId = newId()
    const jobId = context.commit(
      {
        action: 'memorisation.started',
        object: testId,
        detail: { adapter: adapter.sha256, alternatives: wish.alternatives },
      },
      (write) => {
        const job = context.jobs.create(write, context.person, {
          kind: 'memorisation',
          title: say('measure-memorisation', { name: adapter.name }),
          projectId,
          params: { testId, ...wish },
          resultId: testId,
        })
        insertTest(write, {
          id: testId,
          job_id: job,
          project_id: projectId,
          adapter_id: adapterId,
          adapter_sha256: adapter.sha256,
          created_at: context.clock.now(),
          created_by: context.person.name,
        })
        return job
      },
    )
    context.jobs.kick()
    return { jobId, testId }
  },
  'memorisation.tests': ({ db }, { projectId }) => testsOf(db, projectId),
}
