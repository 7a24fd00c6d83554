import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../contract/jobs'
import { useCommand, useOperation } from '../core/hooks'
import { useMay, usePerson, useProject } from '../core/person'
import { go, goToProject } from '../core/route'
import { useSeal } from '../core/use-seal'
import { chooseLanguage } from '../i18n/setup'
import {
  IconCheck,
  IconChevronDown,
  IconClipboardList,
  IconKeyboard,
  IconLock,
  IconPlus,
  IconSearch,
  IconShieldCheck,
  IconShieldX,
  IconUser,
} from '../ui/icons'
import { KeyHint } from '../ui/key-hint'
import { useFormat } from '../ui/use-format'
import type { DialogName } from './dialogs'
import { Mark } from './mark'
import classes from './top-bar.module.css'

interface TopBarProps {
  readonly isTrayOpen: boolean
  readonly onTray: () => void
  readonly onDialog: (dialog: DialogName) => void
}

export function TopBar({ isTrayOpen, onTray, onDialog }: TopBarProps) {
  const { t } = useTranslation(['shell', 'common'])
  return (
    <header className={classes.bar}>
      <Mark size={24} />
      <ProjectMenu onDialog={onDialog} />
      <button type="button" className={classes.search} onClick={spotlight.open}>
        <IconSearch size={15} aria-hidden />
        <span>{t('search')}</span>
        <KeyHint keys="Ctrl K" />
      </button>
      <div className={classes.right}>
        <JobsButton isOpen={isTrayOpen} onClick={onTray} />
        <SealState />
        <PersonMenu onDialog={onDialog} />
      </div>
    </header>
  )
}

function ProjectMenu({ onDialog }: Pick<TopBarProps, 'onDialog'>) {
  const { t } = useTranslation(['shell', 'common'])
  const project = useProject()
  const projects = useOperation('projects.list', {}).data ?? []
  const mayCreate = useMay('projects.create')
  return (
    <Menu
      position="bottom-start"
      width={260}
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <UnstyledButton className={classes.project}>
          <span className={classes.projectName}>{project?.name ?? t('noProjectName')}</span>
          <IconChevronDown size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('projects')}</Menu.Label>
        {projects.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={
              one.id === project?.id ? (
                <IconCheck size={15} aria-label={t('openNow')} />
              ) : (
                <span className={classes.gap} />
              )
            }
            onClick={() => goToProject(one.id, 'home')}
          >
            {one.name}
          </Menu.Item>
        ))}
        {mayCreate && <Menu.Divider />}
        {mayCreate && (
          <Menu.Item
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => onDialog('create-project')}
          >
            {t('createProject')}
          </Menu.Item>
        )}
        {mayCreate && project && (
          <Menu.Item
            leftSection={<span className={classes.gap} />}
            onClick={() => onDialog('rename-project')}
          >
            {t('renameProject')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The running jobs as one share of 0 to 1; null while none says how much it has to do. */
export function mergedShare(jobs: readonly Job[]): number | null {
  const shares = jobs.flatMap((job) => (job.total ? [Math.min(1, job.done / job.total)] : []))
  if (shares.length === 0) return null
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function JobsButton({ isOpen, onClick }: { isOpen: boolean; onClick: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const format = useFormat()
  const jobs = useOperation('jobs.list', {}).data ?? []
  const running = jobs.filter((job) => job.status === 'running')
  const needsYou = jobs.filter((job) => job.status === 'interrupted')
  const share = mergedShare(running)
  const words =
    running.length > 0
      ? t('jobs.running', { count: running.length })
      : needsYou.length > 0
        ? t('jobs.interrupted', { count: needsYou.length })
        : t('jobs.none')
  return (
    <UnstyledButton
      className={classes.item}
      data-look={(running.length === 0 && needsYou.length > 0) || undefined}
      aria-expanded={isOpen}
      onClick={onClick}
    >
      <IconClipboardList size={16} aria-hidden />
      <span>
        {words}
        {share !== null && ` ${format.percent(share)}`}
      </span>
      {share !== null && (
        <span className={classes.miniTrack} aria-hidden>
          <span className={classes.miniValue} style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </UnstyledButton>
  )
}

function SealState() {
  const { t } = useTranslation(['shell', 'common'])
  const seal = useSeal()
  if (!seal) return null
  const Icon = seal.sealed ? IconShieldCheck : IconShieldX
  return (
    <UnstyledButton
      className={classes.item}
      data-meaning={seal.sealed ? 'fine' : 'wrong'}
      onClick={() => go('home')}
    >
      <Icon size={16} aria-hidden />
      {seal.sealed ? t('seal.sealed') : t('seal.open')}
    </UnstyledButton>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

const languages = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
] as const
const schemes = ['auto', 'light', 'dark'] as const

interface ChoiceItemProps {
  readonly label: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function ChoiceItem({ label, isChosen, onChoose }: ChoiceItemProps) {
  const { t } = useTranslation('shell')
  return (
    <Menu.Item
      closeMenuOnClick={false}
      leftSection={
        isChosen ? (
          <IconCheck size={15} aria-label={t('chosen')} />
        ) : (
          <span className={classes.gap} />
        )
      }
      onClick={onChoose}
    >
      {label}
    </Menu.Item>
  )
}

function PersonMenu({ onDialog }: Pick<TopBarProps, 'onDialog'>) {
  const { t } = useTranslation(['shell', 'common'])
  const person = usePerson()
  const initials = initialsOf(person.name)
  const lock = useCommand('session.lock')
  const format = useFormat()
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <Menu
      position="bottom-end"
      width={260}
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <UnstyledButton
          className={classes.person}
          aria-label={t('person', { initials, name: person.name })}
        >
          {initials}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.name} · {t(`common:roles.${person.role}`)}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconLock size={15} aria-hidden />}
          rightSection={<KeyHint keys="Ctrl L" />}
          onClick={() => void lock.run({})}
        >
          {t('lock')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUser size={15} aria-hidden />}
          onClick={() => onDialog('change-password')}
        >
          {t('changePassword')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={15} aria-hidden />}
          rightSection={<KeyHint keys="?" />}
          onClick={() => onDialog('keys')}
        >
          {t('keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {languages.map(({ value, label }) => (
          <ChoiceItem
            key={value}
            label={label}
            isChosen={format.language === value}
            onChoose={() => chooseLanguage(value)}
          />
        ))}
        <Menu.Divider />
        <Menu.Label>{t('colours.title')}</Menu.Label>
        {schemes.map((scheme) => (
          <ChoiceItem
            key={scheme}
            label={t(`colours.${scheme}`)}
            isChosen={colorScheme === scheme}
            onChoose={() => setColorScheme(scheme)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
