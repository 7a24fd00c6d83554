import { Button, NativeSelect, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PacketConflict } from '../../../../contract/rating-packets'
import { call } from '../../../core/bridge'
import { useCommand, useOperation } from '../../../core/hooks'
import { useMay } from '../../../core/person'
import { StatusMark } from '../../../ui/status-mark'
import { tell } from '../../../ui/tell'
import { useFormat } from '../../../ui/use-format'
import classes from './settle.module.css'
import { VerdictCard } from './verdict-card'

/** Raters on another computer: packets out, ratings back, and what differs. */
export function PacketPart({ studyId }: { readonly studyId: string }) {
  const { t } = useTranslation('rating')
  const format = useFormat()
  const mayCarry = useMay('packets.list')
  const listed = useOperation('packets.list', { studyId }, { enabled: mayCarry }).data
  if (!mayCarry || !listed) return null
  return (
    <div className={classes.packets}>
      <PacketForm studyId={studyId} />
      {listed.packets.map((packet) => (
        <p className={classes.packet} key={packet.id}>
          <b>{packet.raterName}</b>
          <span className={classes.soft}>
            {t('carry.made', { when: format.moment(packet.madeAt), name: packet.madeBy })}
          </span>
          <span className={classes.soft}>
            {packet.mergedAt
              ? t('carry.back', {
                  count: packet.mergedCount,
                  when: format.moment(packet.mergedAt),
                })
              : t('carry.away')}
          </span>
          {packet.otherName && (
            <StatusMark meaning="look">
              {t('carry.otherName', { name: packet.otherName })}
            </StatusMark>
          )}
        </p>
      ))}
      {listed.conflicts.map((conflict) => (
        <Conflict key={`${conflict.packetId} ${conflict.caseNo}`} conflict={conflict} />
      ))}
    </div>
  )
}

const shortest = 12

function PacketForm({ studyId }: { readonly studyId: string }) {
  const { t } = useTranslation('rating')
  const raters = useOperation('studies.get', { studyId }).data?.raters ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const make = useCommand('packets.make')
  const merge = useCommand('packets.merge')
  const personId = chosen ?? raters[0]?.personId ?? null
  const write = async (): Promise<void> => {
    if (personId === null) return
    const [folder] = await call('shell.chooseFiles', { what: 'folder' })
    if (!folder) return
    const written = await make.run({ studyId, personId, passphrase, folder: folder.token })
    if (!written) return
    setPassphrase('')
    setAgain('')
    tell('fine', t('carry.written', { file: written.fileName }))
  }
  const takeBack = async (): Promise<void> => {
    const [file] = await call('shell.chooseFiles', { what: 'sources' })
    if (!file) return
    const merged = await merge.run({ studyId, file: file.token })
    if (!merged) return
    const { raterName: name, otherName: other, conflicts } = merged
    tell(conflicts > 0 ? 'look' : 'fine', t('carry.merged', { ...merged, name }))
    if (other) tell('look', t('carry.mergedOther', { name, other }))
  }
  return (
    <form
      className={classes.packetForm}
      onSubmit={(event) => {
        event.preventDefault()
        void write()
      }}
    >
      <NativeSelect
        label={t('carry.rater')}
        value={personId ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={raters.map(({ personId: value, name }) => ({ value, label: name }))}
      />
      <PasswordInput
        className={classes.packetWords}
        label={t('packet.passphrase')}
        description={t('carry.passphrase')}
        inputWrapperOrder={['label', 'input', 'description']}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('carry.again')}
        autoComplete="off"
        value={again}
        error={again !== '' && !passphrase.startsWith(again) && t('carry.differs')}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <div className={classes.packetKeys}>
        <Button
          type="submit"
          variant="default"
          loading={make.isRunning}
          disabled={personId === null || passphrase.length < shortest || again !== passphrase}
        >
          {t('carry.make')}
        </Button>
        <Button variant="default" loading={merge.isRunning} onClick={() => void takeBack()}>
          {t('carry.merge')}
        </Button>
      </div>
    </form>
  )
}

/** Two finished ratings of one rater that differ: one counts, the other stays on record. */
function Conflict({ conflict }: { readonly conflict: PacketConflict }) {
  const { t } = useTranslation('rating')
  const decide = useCommand('packets.decide')
  const { packetId, caseNo, question, answer, raterName } = conflict
  return (
    <section className={classes.conflict} aria-label={t('carry.conflict', { name: raterName })}>
      <h3 className={classes.question}>{t('carry.conflict', { name: raterName })}</h3>
      <p className={classes.soft}>{question}</p>
      <p className={classes.answer}>{answer}</p>
      <div className={classes.verdicts}>
        {(['here', 'there'] as const).map((side) => {
          const { score, detail } = conflict[side]
          return (
            <div key={side}>
              {score !== null && (
                <VerdictCard
                  verdict={{ rater: t(`carry.${side}`), score, detail }}
                  answer={answer}
                />
              )}
              <Button
                size="xs"
                variant="default"
                disabled={decide.isRunning}
                onClick={() => void decide.run({ packetId, caseNo, decided: side })}
              >
                {t('carry.counts')}
              </Button>
            </div>
          )
        })}
      </div>
    </section>
  )
}
