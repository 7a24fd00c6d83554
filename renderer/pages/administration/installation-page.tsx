import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { call, failureMessage } from '../../core/bridge'
import { useOperation } from '../../core/hooks'
import { Facts } from '../../ui/figure'
import { IconPrinter } from '../../ui/icons'
import { MachineFacts } from '../../ui/machine-facts'
import { Page, Section } from '../../ui/page'
import { SealChecks } from '../../ui/seal-checks'
import { tell } from '../../ui/tell'
import { useFormat } from '../../ui/use-format'
import classes from './administration.module.css'

/** What this installation is and how it stands, on one page that can be printed. */
export function InstallationPage() {
  const { t } = useTranslation(['administration', 'common'])
  const format = useFormat()
  const home = useOperation('system.home', {}).data
  const models = useOperation('models.list', {}).data ?? []
  const print = (): void => {
    call('shell.print', {}).catch((cause) => tell('wrong', failureMessage(cause)))
  }
  return (
    <Page
      title={t('installation.title')}
      purpose={t('installation.purpose')}
      action={
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={print}
        >
          {t('installation.print')}
        </Button>
      }
    >
      <div className={classes.narrow}>
        <Section title={t('installation.workspace')}>
          {home && (
            <Facts
              rows={[
                { label: t('installation.version'), value: home.appVersion },
                { label: t('installation.folder'), value: home.workspacePath },
                {
                  label: t('installation.database'),
                  value: t('installation.encrypted', { size: format.bytes(home.databaseBytes) }),
                },
                {
                  label: t('installation.models'),
                  value:
                    models.length === 0 ? t('common:none') : models.map((m) => m.name).join(', '),
                },
              ]}
            />
          )}
        </Section>
        <Section title={t('installation.machine')}>
          <MachineFacts />
        </Section>
        <Section title={t('installation.network')}>
          <SealChecks />
        </Section>
        <Section title={t('installation.later')}>
          <p className={classes.soft}>{t('installation.laterText')}</p>
        </Section>
      </div>
    </Page>
  )
}
