import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pairsOf } from '../../../core/instructions/rows'
import { scripted } from '../../fixtures/scripted-trainer'
import { openTraining, smallPlan } from '../../fixtures/training'

test('A training stores which source records it read, on every side it read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asclepius-cases-'))
  const trainer = scripted(
    folder,
    `plan(from)
     for (let n = 1; n <= steps; n += 1) step(n)
     done()`,
  )
  const training = await openTraining({ trainer: trainer.places })
  try {
    // The pairs' cases get source records of the sample project; the last ones stay without.
    await training.core.importSample()
    training.core.workspace.services.vault.stage((db) =>
      db.run('UPDATE instruction_case SET document_id = id WHERE id <= 14'),
    )
    const { runId, jobId } = await training.start({
      sampleQuestions: 0,
      pretraining: { ...smallPlan.pretraining, enabled: false },
    })
    await training.ended(jobId)
    const db = training.core.workspace.services.vault.db()
    const stored = db
      .all<{ document_id: number }>(
        'SELECT document_id FROM training_case WHERE run_id = ? ORDER BY document_id',
        runId,
      )
      .map((row) => row.document_id)
    const read = new Set(
      (['train', 'validation'] as const).flatMap((side) =>
        pairsOf(db, training.projectId, side).map((pair) => pair.documentId),
      ),
    )
    const unread = pairsOf(db, training.projectId, 'test').map((pair) => pair.documentId)
    const known = [...read].filter((id) => id > 0)
    expect(stored).toEqual(known.sort((a, b) => a - b))
    expect([stored.length > 2, unread.some((id) => stored.includes(id))]).toEqual([true, false])
  } finally {
    await training.core.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
