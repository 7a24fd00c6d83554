import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useTranslation } from 'react-i18next'
import { mayCall, mayOpen } from '../core/access'
import { useCommand, useOperation } from '../core/hooks'
import { usePerson, useProject } from '../core/person'
import { go, goToProject, pageIds } from '../core/route'
import { chooseLanguage } from '../i18n/setup'
import { IconSearch } from '../ui/icons'
import type { DialogName } from './dialogs'

interface SearchBoxProps {
  readonly onDialog: (dialog: DialogName) => void
  readonly onTray: () => void
}

/** "Search or do anything": pages, projects and commands from one field. */
export function SearchBox(props: SearchBoxProps) {
  const { t } = useTranslation('shell')
  const groups = useActions(props)
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      tagsToIgnore={[]}
      lockScroll={false}
      attributes={{ content: { 'aria-label': t('search') } }}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={24}
      nothingFound={t('searchNothing')}
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      searchProps={{
        placeholder: t('search'),
        'aria-label': t('search'),
        leftSection: <IconSearch size={18} aria-hidden />,
      }}
    />
  )
}

function useActions({ onDialog, onTray }: SearchBoxProps): SpotlightActionGroupData[] {
  const { t, i18n } = useTranslation('shell')
  const { role } = usePerson()
  const project = useProject()
  const projects = useOperation('projects.list', {}).data ?? []
  const lock = useCommand('session.lock')
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const act = (id: string, label: string, onClick: () => void, description?: string) => ({
    id,
    label,
    description,
    onClick,
  })
  const pages = pageIds
    .filter((page) => mayOpen(role, page))
    .map((page) => act(`page-${page}`, t(`pages.${page}`), () => go(page)))
  const others = projects
    .filter((one) => one.id !== project?.id)
    .map((one) => act(`project-${one.id}`, one.name, () => goToProject(one.id, 'home')))
  const commands = [
    act('jobs', t('commands.jobs'), onTray),
    ...(mayCall(role, 'projects.create')
      ? [act('create-project', t('createProject'), () => onDialog('create-project'))]
      : []),
    ...(mayCall(role, 'projects.rename') && project
      ? [act('rename-project', t('renameProject'), () => onDialog('rename-project'))]
      : []),
    act('lock', t('lock'), () => void lock.run({}), 'Ctrl L'),
    act('password', t('changePassword'), () => onDialog('change-password')),
    act('keys', t('keys.title'), () => onDialog('keys'), '?'),
    act('light', t('commands.light'), () => setColorScheme('light')),
    act('dark', t('commands.dark'), () => setColorScheme('dark')),
    act('system', t('commands.system'), () => setColorScheme('auto')),
    i18n.language === 'de'
      ? act('english', 'English', () => chooseLanguage('en'), t('language'))
      : act('german', 'Deutsch', () => chooseLanguage('de'), t('language')),
  ]
  const groups = [
    { group: t('groups.pages'), actions: pages },
    { group: t('projects'), actions: others },
    { group: t('groups.commands'), actions: commands },
  ]
  return groups.filter((group) => group.actions.length > 0)
}
