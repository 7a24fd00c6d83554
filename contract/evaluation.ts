import { z } from 'zod'
import { fileToken, id, jobStarted, pageRequest, shortText } from './common'
import {
  complaintCount,
  evaluationPlan,
  evaluationRequest,
  evaluationRun,
  judgePrompt,
  judgeWish,
} from './evaluation-comparison'
import { itemFilter, itemFull, itemRow, results } from './evaluation-results'
import {
  abilityCheck,
  abilityItem,
  corpus,
  perplexityRequest,
  perplexityTable,
} from './evaluation-scoring'
import { questionSet, setInspection, setLayout, setMapping, setQuestion } from './evaluation-sets'
import { statementCheckState, verdict } from './evaluation-statements'
import { command, query } from './operation'
import { builders, noteReaders } from './roles'
import { problem } from './sources'
import { taskIds } from './tasks'

/*
 * Stage 5. Three kinds of work, each a job that goes on where it was cut off:
 *
 * - a comparison ("run"): arms answer the same questions, then a judge scores the answers.
 *   A run can be judged again by another judge: each judging is kept, and results name theirs.
 * - a perplexity table: corpora under one model, with or without an adapter.
 * - a check of general ability: a small fixed set under a model and its adapters.
 */

const byRun = z.object({ runId: id })
const bySet = z.object({ setId: id })

export const evaluationOperations = {
  /** Looks at the start of the chosen files and says what questions they would give. */
  'evaluation.inspectSet': query({
    input: z.object({
      tokens: z.array(fileToken).min(1).max(500),
      layout: setLayout.nullable().default(null),
      mapping: setMapping.nullable().default(null),
      /** For layouts without questions: asked of each note. */
      tasks: z.array(z.enum(taskIds)).default([]),
    }),
    output: setInspection,
    access: builders,
    touches: [],
  }),
  /** Good rows are kept and bad ones reported, unless all or nothing is asked for. */
  'evaluation.importSet': command({
    input: z.object({
      projectId: id,
      tokens: z.array(fileToken).min(1).max(500),
      name: shortText,
      confidential: z.boolean(),
      layout: setLayout,
      mapping: setMapping,
      tasks: z.array(z.enum(taskIds)).default([]),
      onProblem: z.enum(['keep-good', 'all-or-nothing']).default('keep-good'),
    }),
    output: z.object({ set: questionSet, problems: z.array(problem) }),
    access: builders,
    touches: ['evaluation'],
  }),
  'evaluation.sets': query({
    input: z.object({ projectId: id }),
    output: z.array(questionSet),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.setQuestions': query({
    input: pageRequest.extend({ setId: id, search: z.string().max(200).default('') }),
    output: z.object({ rows: z.array(setQuestion), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  /** Hides a set from choice; runs that used it keep their questions. `restoreSet` undoes it. */
  'evaluation.removeSet': command({
    input: bySet,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  'evaluation.restoreSet': command({
    input: bySet,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  /** Complaints from Query, which can be asked again; the most complained of first. */
  'evaluation.complaints': query({
    input: z.object({ projectId: id }),
    output: z.array(complaintCount),
    access: noteReaders,
    touches: ['query'],
  }),
  'evaluation.judgePrompts': query({
    input: z.object({}),
    output: z.array(judgePrompt),
    access: noteReaders,
    touches: [],
  }),
  'evaluation.plan': query({
    input: evaluationRequest.omit({ name: true }),
    output: evaluationPlan,
    access: builders,
    touches: ['instructions', 'evaluation', 'models', 'adapters'],
  }),
  'evaluation.start': command({
    input: evaluationRequest,
    output: jobStarted.extend({ runId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** Judges the answers of a run by another judge; earlier judgings stay. */
  'evaluation.judge': command({
    input: byRun.extend({ judge: judgeWish }),
    output: jobStarted.extend({ judgingId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** Newest first. */
  'evaluation.runs': query({
    input: z.object({ projectId: id }),
    output: z.array(evaluationRun),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  'evaluation.run': query({
    input: byRun,
    output: evaluationRun,
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  /** Takes a run and all its answers away for good. */
  'evaluation.removeRun': command({
    input: byRun,
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  /** Null takes the run's newest judging. Figures of a run that still runs are of what is there. */
  'evaluation.results': query({
    input: byRun.extend({ judgingId: id.nullable().default(null) }),
    output: results,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.items': query({
    input: pageRequest.extend({ filter: itemFilter }),
    output: z.object({ rows: z.array(itemRow), next: z.string().nullable() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.itemCount': query({
    input: z.object({ filter: itemFilter }),
    output: z.object({ count: z.number().int() }),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.item': query({
    input: byRun.extend({
      ordinal: z.number().int(),
      judgingId: id.nullable().default(null),
      /** Statements too while the check is off, so that people can go on labelling and bring it back. */
      forLabelling: z.boolean().default(false),
    }),
    output: itemFull,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.statementCheck': query({
    input: z.object({ projectId: id }),
    output: statementCheckState,
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.setStatementCheck': command({
    input: z.object({
      projectId: id,
      floor: z.object({
        precision: z.number().min(0).max(1),
        recall: z.number().min(0).max(1),
      }),
      isSwitchedOff: z.boolean(),
    }),
    output: z.object({}),
    access: builders,
    touches: ['evaluation'],
  }),
  /** A person's verdict on one statement of an answer, for the check's own figures; null takes it back. */
  'evaluation.labelStatement': command({
    input: byRun.extend({
      ordinal: z.number().int(),
      armId: z.string().max(4),
      /** The statement's place in the answer. */
      start: z.number().int(),
      end: z.number().int(),
      verdict: verdict.nullable(),
    }),
    output: z.object({}),
    access: noteReaders,
    touches: ['evaluation'],
  }),
  'evaluation.startPerplexity': command({
    input: perplexityRequest,
    output: jobStarted.extend({ tableIds: z.array(id) }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  /** How many documents each corpus has to draw from. */
  'evaluation.corpora': query({
    input: z.object({ projectId: id }),
    output: z.array(
      z.object({ corpus, documents: z.number().int(), confidential: z.number().int() }),
    ),
    access: noteReaders,
    touches: ['sources', 'synthesis'],
  }),
  /** Newest first; tables of one start share their documents, and so can be laid side by side. */
  'evaluation.perplexity': query({
    input: z.object({ projectId: id }),
    output: z.array(perplexityTable),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  'evaluation.startAbility': command({
    input: z.object({ projectId: id, modelId: id, adapterIds: z.array(id).max(6) }),
    output: jobStarted.extend({ checkId: id }),
    access: builders,
    touches: ['jobs', 'evaluation'],
  }),
  'evaluation.ability': query({
    input: z.object({ projectId: id }),
    output: z.array(abilityCheck),
    access: noteReaders,
    touches: ['evaluation', 'jobs'],
  }),
  /** The items of one check, with what each arm chose. */
  'evaluation.abilityItems': query({
    input: z.object({ checkId: id, change: z.enum(['lost', 'gained']).nullable().default(null) }),
    output: z.array(abilityItem),
    access: noteReaders,
    touches: ['evaluation'],
  }),
} as const
