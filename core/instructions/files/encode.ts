import type { ExportFormat } from '../../../contract/instructions'
import { promptText, renderPrompt } from '../../../contract/prompt-families'
import { type FileRow, neutralised, taskName } from './file-row'

export interface Encoding {
  readonly extension: 'csv' | 'jsonl'
  /** The first line of a file, where it has one. */
  readonly head: (isMarked: boolean) => string
  readonly line: (row: FileRow, isMarked: boolean) => string
}

/** `isMarked` adds the field that says which rows are confidential. */
export const encodings: Readonly<Record<ExportFormat, Encoding>> = {
  'asclepius-csv': {
    extension: 'csv',
    head: (isMarked) =>
      `patient_id,note,question,answer,task,answerable,split${isMarked ? ',confidential' : ''}\n`,
    line: (row, isMarked) => {
      const cells = [
        row.caseId,
        row.note,
        row.question,
        row.answer,
        taskName(row.task),
        String(row.answerable),
        row.side ?? '',
        ...(isMarked ? [String(row.confidential)] : []),
      ]
      return `${cells.map((cell) => `"${neutralised(cell).replaceAll('"', '""')}"`).join(',')}\n`
    },
  },
  alpaca: jsonLines((row) => ({
    instruction: row.question,
    input: row.note,
    output: row.answer,
  })),
  sharegpt: jsonLines((row) => {
    const { text, ...spans } = dressed(row)
    return {
      conversations: [
        { from: 'human', value: text },
        { from: 'gpt', value: row.answer },
      ],
      ...spans,
    }
  }),
  chatml: jsonLines((row) => {
    const { text, ...spans } = dressed(row)
    return {
      messages: [
        { role: 'user', content: text },
        { role: 'assistant', content: row.answer },
      ],
      ...spans,
    }
  }),
  'hugging-face': jsonLines((row) => ({
    note: row.note,
    question: row.question,
    answer: row.answer,
  })),
}

function jsonLines(body: (row: FileRow) => object): Encoding {
  return {
    extension: 'jsonl',
    head: () => '',
    line: (row, isMarked) =>
      `${JSON.stringify({
        ...body(row),
        task: taskName(row.task),
        patient_id: row.caseId,
        answerable: row.answerable,
        split: row.side,
        ...(isMarked ? { confidential: row.confidential } : {}),
      })}\n`,
  }
}

/**
 * The user's turn in the words of the Asclepius template, and where note and question stand in it,
 * in UTF-16 code units: whoever reads it back need not guess where a note ends.
 */
function dressed(row: FileRow): {
  text: string
  note_span: [number, number]
  question_span: [number, number]
} {
  const prompt = renderPrompt('asclepius', { note: row.note, instruction: row.question })
  const [before, , between] = prompt.segments
  const noteAt = before?.text.length ?? 0
  const questionAt = noteAt + row.note.length + (between?.text.length ?? 0)
  return {
    text: promptText(prompt),
    note_span: [noteAt, noteAt + row.note.length],
    question_span: [questionAt, questionAt + row.question.length],
  }
}
