import { useTranslation } from 'react-i18next'
import { useOperation } from '../core/hooks'
import { RefusalNote } from './error-boundary'
import { Facts } from './figure'
import { StatusMark } from './status-mark'
import { useFormat } from './use-format'
import { useWorded } from './use-worded'

const lookEvery = 30_000

/** The machine at a glance: what models run on, memory and disk. */
export function MachineFacts() {
  const { t } = useTranslation('machine')
  const format = useFormat()
  const say = useWorded()
  const devices = useOperation('models.devices', {}, { every: lookEvery })
  if (devices.error && !devices.data)
    return <RefusalNote message={devices.error.message} onRetry={() => void devices.refetch()} />
  const machine = devices.data
  if (!machine) return <p role="status">{t('looking')}</p>
  const hasGpu = machine.devices.length > 0
  return (
    <Facts
      rows={[
        {
          label: t('runsOn'),
          value: (
            <StatusMark meaning={hasGpu ? 'fine' : 'look'}>
              {t(`backends.${machine.backend}`)}
            </StatusMark>
          ),
        },
        { label: '', value: say(machine.statement, '') },
        ...machine.devices.map((device) => ({
          label: t('gpu'),
          value: `${device.name}, ${t('freeOf', {
            free: format.bytes(device.freeBytes),
            total: format.bytes(device.totalBytes),
          })}`,
        })),
        {
          label: t('processor'),
          value: t('cores', { name: machine.cpuName, count: machine.cores }),
        },
        {
          label: t('memory'),
          value: t('freeOf', {
            free: format.bytes(machine.freeMemoryBytes),
            total: format.bytes(machine.memoryBytes),
          }),
        },
        { label: t('disk'), value: t('free', { free: format.bytes(machine.diskFreeBytes) }) },
      ]}
    />
  )
}
