import { Button, NumberInput, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/synthesis'
import { useCommand } from '../../core/hooks'
import { useMay } from '../../core/person'
import { StatusMark } from '../../ui/status-mark'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './synthesis.module.css'

interface SpotCheckProps {
  readonly projectId: string
  readonly check: Board['spotCheck']
  /** Notes that can be drawn or were: without one there is nothing to read yet. */
  readonly kept: number
  readonly onRead: () => void
}

/** The random reading that the stage needs before it counts as done: drawn, read, or still to do. */
export function SpotCheck({ projectId, check, kept, onRead }: SpotCheckProps) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const mayDraw = useMay('spotCheck.draw')
  const { drawn, passed, failed } = check
  const read = passed + failed
  const isDone = drawn > 0 && read === drawn
  const figures = {
    read: format.number(read),
    drawn: format.number(drawn),
    failed: format.number(failed),
  }
  return (
    <section className={classes.check} aria-label={t('check.title')}>
      <h3>{t('check.title')}</h3>
      <p className={classes.checkWords} role="status">
        {isDone ? (
          <StatusMark meaning="fine">{t('check.done', figures)}</StatusMark>
        ) : drawn === 0 ? (
          t(kept === 0 ? 'check.nothingKept' : 'check.none')
        ) : (
          t('check.progress', figures)
        )}
      </p>
      {mayDraw && kept > 0 && <DrawButton projectId={projectId} isFirst={drawn === 0} />}
      {drawn > 0 && (
        <Button size="compact-sm" variant={isDone ? 'default' : 'filled'} onClick={onRead}>
          {isDone ? t('check.look') : t('check.go')}
        </Button>
      )}
    </section>
  )
}

function DrawButton({ projectId, isFirst }: { projectId: string; isFirst: boolean }) {
  const { t } = useTranslation('synthesis')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const [count, setCount] = useState<number | string>(10)
  const [seed, setSeed] = useState(1)
  const draw = useCommand('spotCheck.draw')
  const run = async (): Promise<void> => {
    if (typeof count !== 'number') return
    const done = await draw.run({ projectId, count, seed })
    if (!done) return
    setOpen(false)
    tell('fine', t('check.drawn', { count: done.drawn, number: format.number(done.drawn) }))
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={isFirst ? 'filled' : 'default'}
          onClick={() => setOpen(!isOpen)}
        >
          {isFirst ? t('check.draw') : t('check.drawMore')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.draw}
          onSubmit={(event) => {
            event.preventDefault()
            void run()
          }}
        >
          <NumberInput
            size="xs"
            label={t('check.count')}
            min={1}
            max={200}
            allowDecimal={false}
            value={count}
            onChange={setCount}
          />
          <NumberInput
            size="xs"
            label={t('check.seed')}
            min={0}
            allowDecimal={false}
            value={seed}
            onChange={(value) => setSeed(Number(value) || 0)}
          />
          <Button
            size="xs"
            type="submit"
            disabled={typeof count !== 'number'}
            loading={draw.isRunning}
          >
            {t('check.draw')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
