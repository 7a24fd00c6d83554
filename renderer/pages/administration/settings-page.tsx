import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommand, useOperation } from '../../core/hooks'
import { Page, Section } from '../../ui/page'
import { offerUndo } from '../../ui/tell'
import classes from './administration.module.css'

const idleChoices = [1, 2, 3, 5, 10, 15]

export function SettingsPage() {
  const { t } = useTranslation('administration')
  const settings = useOperation('settings.get', {}).data
  const change = useCommand('settings.set')
  const setIdle = async (idleMinutes: number): Promise<void> => {
    if (!settings || idleMinutes === settings.idleMinutes) return
    if (!(await change.run({ ...settings, idleMinutes }))) return
    offerUndo(t('settings.saved', { count: idleMinutes }), () => change.run(settings))
  }
  const choices = new Set([...idleChoices, settings?.idleMinutes ?? 5])
  return (
    <Page title={t('settings.title')} purpose={t('settings.purpose')}>
      <div className={classes.narrow}>
        <Section title={t('settings.lock')}>
          {settings && (
            <NativeSelect
              className={classes.shortField}
              label={t('settings.idle')}
              description={t('settings.idleHelp')}
              value={String(settings.idleMinutes)}
              disabled={change.isRunning}
              data={[...choices]
                .sort((a, b) => a - b)
                .map((count) => ({
                  value: String(count),
                  label: t('settings.minutes', { count }),
                }))}
              onChange={(event) => void setIdle(Number(event.currentTarget.value))}
            />
          )}
        </Section>
      </div>
    </Page>
  )
}
