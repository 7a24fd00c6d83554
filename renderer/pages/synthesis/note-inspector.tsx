import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoteFull } from '../../../contract/synthesis'
import { useMay } from '../../core/person'
import { go } from '../../core/route'
import { Facts } from '../../ui/figure'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import { BringBack } from './bring-back'
import { CheckPanel } from './check-panel'
import { MakeAgain } from './make-again'
import classes from './note-reader.module.css'
import { useGateName } from './use-gate-words'

interface NoteInspectorProps {
  readonly note: NoteFull
  readonly again: string | null
  readonly onAgain: (text: string | null) => void
  readonly onChecked: () => void
}

/** What is known of the note that is open, and what can be done with it. */
export function NoteInspector({ note, again, onAgain, onChecked }: NoteInspectorProps) {
  const { t } = useTranslation('synthesis')
  const mayAsk = useMay('query.ask')
  return (
    <div className={classes.inspector}>
      {note.spotCheck !== 'not-drawn' && (
        <CheckPanel key={note.id} note={note} onChecked={onChecked} />
      )}
      <div className={classes.block}>
        <h2>{t('reader.gates')}</h2>
        <GateList note={note} />
        <BringBack note={note} />
      </div>
      <div className={classes.block}>
        <h2>{t('reader.lineage')}</h2>
        <Lineage note={note} />
        <MakeAgain note={note} again={again} onAgain={onAgain} />
        {mayAsk && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => go('query', { note: note.id })}
          >
            {t('reader.ask')}
          </Button>
        )}
      </div>
    </div>
  )
}

function GateList({ note }: { readonly note: NoteFull }) {
  const { t } = useTranslation('synthesis')
  const nameOf = useGateName()
  const caught = note.gates.filter((gate) => gate.caught)
  const passed = note.gates.filter((gate) => !gate.caught)
  return (
    <>
      {caught.length > 0 && (
        <ul className={classes.caught}>
          {caught.map((gate) => (
            <li key={gate.gate}>
              <StatusMark meaning="look">{nameOf(gate.gate)}</StatusMark>
              <p className={classes.soft}>{gate.detail}</p>
            </li>
          ))}
        </ul>
      )}
      {passed.length > 0 && (
        <details className={classes.passed}>
          <summary>{t('reader.passed', { count: passed.length })}</summary>
          <ul>
            {passed.map((gate) => (
              <li key={gate.gate}>
                {nameOf(gate.gate)}
                <p className={classes.soft}>{gate.detail}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Lineage({ note }: { readonly note: NoteFull }) {
  const { t } = useTranslation(['synthesis', 'adapters'])
  const format = useFormat()
  const { lineage, source } = note
  const hashed = (words: string, hash: string) => (
    <span title={t('lineage.hash', { hash })}>
      {words}
      <br />
      <span className={classes.soft}>{t('lineage.hash', { hash: `${hash.slice(0, 10)}…` })}</span>
    </span>
  )
  return (
    <Facts
      rows={[
        { label: t('lineage.source'), value: hashed(source.externalId, lineage.sourceSha256) },
        {
          label: t('lineage.template'),
          value: hashed(
            t('recipe.templateOption', {
              name: lineage.templateName,
              version: lineage.templateVersion,
            }),
            lineage.templateSha256,
          ),
        },
        { label: t('lineage.model'), value: hashed(lineage.modelName, lineage.modelSha256) },
        ...(lineage.adapterName !== null && lineage.adapterSha256 !== null
          ? [
              {
                label: t('adapters:select'),
                value: hashed(lineage.adapterName, lineage.adapterSha256),
              },
            ]
          : []),
        {
          label: t('lineage.sampling'),
          value: t('recipe.samplingNow', {
            temperature: format.number(lineage.sampling.temperature, 2),
            topP: format.number(lineage.sampling.topP, 2),
          }),
        },
        { label: t('lineage.seed'), value: String(lineage.seed) },
        {
          label: t('lineage.tokens'),
          value: t('lineage.tokensOf', {
            tokens: format.number(lineage.tokens),
            max: format.number(lineage.maxTokens),
          }),
        },
        { label: t('lineage.ended'), value: endingOf(lineage.finishReason, t) },
        {
          label: t('lineage.context'),
          value: t('lineage.contextOf', { number: format.number(lineage.contextSize) }),
        },
        { label: t('lineage.seconds'), value: format.duration(lineage.seconds) },
        { label: t('lineage.made'), value: format.moment(lineage.createdAt) },
        { label: t('lineage.app'), value: lineage.appVersion },
      ]}
    />
  )
}

const endings = ['stop', 'length', 'cancelled'] as const

function endingOf(
  reason: string,
  t: (key: `lineage.endings.${(typeof endings)[number]}`) => string,
) {
  const known = endings.find((one) => one === reason)
  return known ? t(`lineage.endings.${known}`) : reason
}
