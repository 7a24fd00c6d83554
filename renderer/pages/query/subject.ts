import { useMemo } from 'react'
import type { Answer, NoteReference } from '../../../contract/query'
import { useOperation } from '../../core/hooks'

/** What the page is about: a stored text, a text that was put in, or a past answer with its note. */
export type SubjectAddress = NoteReference | { readonly kind: 'answer'; readonly id: string }

export interface Subject {
  /** What a question is asked about. */
  readonly reference: NoteReference
  readonly title: string
  readonly text: string
  readonly confidential: boolean
  /** The past answer that the page was opened for. */
  readonly answer: Answer | null
}

/** Reads the address of the page; a text that was put in is never in it. */
export function subjectAddress(
  params: Readonly<Record<string, string>>,
  pasted: string | null,
): SubjectAddress | null {
  if (pasted !== null) return { kind: 'text', text: pasted }
  if (params.answer) return { kind: 'answer', id: params.answer }
  if (params.document) return { kind: 'document', id: Number(params.document) }
  if (params.note) return { kind: 'note', id: Number(params.note) }
  return null
}

/** Tells one subject from another, for state that must not outlive it. */
export function keyOf(address: SubjectAddress | null): string {
  if (address === null) return 'none'
  return address.kind === 'text' ? 'text' : `${address.kind} ${address.id}`
}

interface LoadedSubject {
  readonly subject: Subject | null
  readonly failure: string | null
}

export function useSubject(address: SubjectAddress | null, pastedTitle: string): LoadedSubject {
  const document = useOperation(
    'documents.get',
    { id: address?.kind === 'document' ? address.id : 0 },
    { enabled: address?.kind === 'document' },
  )
  const note = useOperation(
    'notes.get',
    { id: address?.kind === 'note' ? address.id : 0 },
    { enabled: address?.kind === 'note' },
  )
  const answer = useOperation(
    'query.get',
    { id: address?.kind === 'answer' ? address.id : '-' },
    { enabled: address?.kind === 'answer' },
  )
  const { kind } = address ?? { kind: null }
  const failure =
    kind === 'document' || kind === 'note' || kind === 'answer'
      ? ({ document, note, answer }[kind].error?.message ?? null)
      : null
  const subject = useMemo(
    () =>
      subjectOf(
        address,
        { document: document.data, note: note.data, answer: answer.data },
        pastedTitle,
      ),
    [address, document.data, note.data, answer.data, pastedTitle],
  )
  return { subject, failure }
}

interface StoredTexts {
  readonly document: Omit<Subject, 'reference' | 'answer'> | undefined
  readonly note: Omit<Subject, 'reference' | 'answer'> | undefined
  readonly answer: Answer | undefined
}

function subjectOf(
  address: SubjectAddress | null,
  stored: StoredTexts,
  pastedTitle: string,
): Subject | null {
  if (address === null) return null
  if (address.kind === 'text')
    return {
      reference: address,
      title: pastedTitle,
      text: address.text,
      confidential: true,
      answer: null,
    }
  if (address.kind === 'answer') return stored.answer ? subjectOfAnswer(stored.answer) : null
  const found = stored[address.kind]
  if (!found) return null
  const { title, text, confidential } = found
  return { reference: address, title, text, confidential, answer: null }
}

function subjectOfAnswer(answer: Answer): Subject {
  return {
    reference: answer.asked ?? { kind: 'text', text: answer.note },
    title: answer.noteTitle,
    text: answer.note,
    confidential: answer.confidential,
    answer,
  }
}
