import type { MemorisationResult } from '../../../contract/memorisation'
import type { SourceLicence } from '../../../contract/share-pack'
import type { StudyFigures } from '../../../contract/study-figures'
import { tableCell } from '../../text/table-cell'
import { adapterLineage } from '../../training/adapters'
import { licenceLines } from './licences'
import { memorisationLines } from './memorisation-lines'
import type { PackSubject } from './subject'
import { criterionWords, numberText, percentText, withInterval } from './words'

export interface CardFacts {
  readonly subject: PackSubject & { readonly report: NonNullable<PackSubject['report']> }
  readonly memorisation: MemorisationResult
  readonly licences: readonly SourceLicence[]
  /** Of releases of this adapter, one sentence each. */
  readonly releases: readonly string[]
  readonly at: string
  readonly appVersion: string
}

/** What it is, what it learned from, how it did, and what it must not be used for. */
export function modelCard(facts: CardFacts): string {
  const { adapter, model } = facts.subject
  const { plan } = adapterLineage(adapter)
  return [
    `# ${tableCell(adapter.name)}`,
    '',
    `A LoRA adapter for ${tableCell(model.name)} that answers questions about a clinical note from the note alone. Written ${facts.at} by Asclepius Workstation ${facts.appVersion}. **Research use only. Not for patient care. No medical device.**`,
    '',
    '## What it must not be used for',
    '',
    '- To decide on diagnosis, treatment or discharge, or to answer patients.',
    '- On notes of another kind, language or hospital than those it was tested on, before a study of its own there.',
    '- As a source of medical knowledge: it was made to read a note, and says false things in a settled tone.',
    '- To find out who a note is about, or to draw training text out of it.',
    '',
    '## What it is',
    '',
    '| | |',
    '| --- | --- |',
    `| file | adapter.gguf, ${adapter.bytes.toLocaleString('en')} bytes |`,
    `| SHA-256 | ${adapter.sha256} |`,
    `| base model | ${tableCell(model.name)}, SHA-256 ${model.sha256} |`,
    `| prompt | ${adapter.family} |`,
    `| LoRA | rank ${adapter.rank}, alpha ${numberText(adapter.alpha)}, ${adapter.parameters.toLocaleString('en')} parameters |`,
    ...(plan ? [`| seed, context | ${plan.seed}, ${plan.context} tokens |`] : []),
    '',
    'The published method trained all weights of a model; a LoRA adapter is a departure from it.',
    '',
    '## What it learned from',
    '',
    ...learnedLines(facts),
    '',
    '## How clinicians rated it',
    '',
    ...studyLines(facts),
    '',
    '## What it knows by heart',
    '',
    ...memorisationLines(facts.memorisation),
    '',
    '## Release',
    '',
    ...(facts.releases.length > 0
      ? facts.releases.map((line) => `- ${line}`)
      : ['It is not released where it was made: it is a test bench.']),
    '',
    'A release binds the hospital that signed it and nobody else.',
    '',
    '## Licences',
    '',
    ...licenceLines(facts.licences, tableCell(model.name)),
    '',
  ].join('\n')
}

function learnedLines({ subject }: CardFacts): string[] {
  const { data, splitSha256, leakage } = adapterLineage(subject.adapter)
  return [
    '| stage | samples | learned tokens | steps | SHA-256 of the data |',
    '| --- | ---: | ---: | ---: | --- |',
    ...data.map(
      (one) =>
        `| ${one.stage} | ${one.samples} | ${one.supervisedTokens} | ${one.steps} | ${one.sha256} |`,
    ),
    '',
    `Split by source case (SHA-256 ${splitSha256 ?? 'not known'}); the check for leakage ${leakage === 'overridden' ? 'found something, and a named person took responsibility' : 'passed'}. Nothing in its lineage is marked as confidential. The data are described in \`data-card.md\`.`,
  ]
}

function studyLines({ subject: { report } }: CardFacts): string[] {
  const { data, row, arm } = report
  const { figures, study } = data
  const about = figures.arms.find((one) => one.arm === arm)
  const base = figures.arms.find((one) => one.isBase && one.arm !== arm)
  const shown = [about, base].flatMap((one) => one ?? [])
  return [
    `Study "${tableCell(study.name)}", version ${study.version}, ${figures.questions} questions about ${figures.notes} notes, fixed and hashed before the first rating (SHA-256 ${study.sha256}). Scores go from 1 (unacceptable) to 4. The whole report is in \`report.html\`; the hash of its data is ${row.sha256}.`,
    '',
    '| | rated | mean score (95 %) | unacceptable (95 %) | upper bound |',
    '| --- | ---: | --- | --- | ---: |',
    ...shown.map((one) =>
      cellLine(figures, one.arm, `${tableCell(one.name)}${one.isBase ? ' (base)' : ''}`),
    ),
    '',
    agreementLine(figures),
    '',
    '| criterion, fixed beforehand | asked | came out | |',
    '| --- | ---: | ---: | --- |',
    ...(figures.criteria.find((one) => one.arm === arm)?.outcomes ?? []).map(criterionLine),
    '',
    'It does not show how the adapter does on other notes, other questions or in the hands of hurried people.',
  ]
}

function cellLine(figures: StudyFigures, arm: string, name: string): string {
  const all = figures.cells.find((one) => one.arm === arm && one.task === null)
  if (!all) return `| ${name} | 0 | not known | not known | not known |`
  const upper = all.upper === null ? 'not known' : percentText(all.upper)
  return `| ${name} | ${all.rated} | ${withInterval(all.mean, numberText)} | ${withInterval(all.unacceptable, percentText)} | ${upper} |`
}

function agreementLine({ agreement }: StudyFigures): string {
  const all = agreement.find((one) => one.arm === null)
  return `Agreement among raters: Krippendorff's alpha (ordinal) ${all ? withInterval(all.alpha, numberText) : 'not known'}.`
}

function criterionLine(outcome: StudyFigures['criteria'][number]['outcomes'][number]): string {
  const verdict = { met: 'met', 'not-met': '**not met**', 'cannot-be-said': 'cannot be said' }
  const figure = outcome.figure === null ? 'not known' : numberText(outcome.figure)
  return `| ${criterionWords[outcome.criterion]} | ${numberText(outcome.required)} | ${figure} | ${verdict[outcome.verdict]} |`
}
