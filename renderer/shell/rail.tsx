import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type StageState, stages } from '../../contract/projects'
import { mayOpen } from '../core/access'
import { useOperation } from '../core/hooks'
import { usePerson, useProject } from '../core/person'
import { addressOf, type PageId, useRoute } from '../core/route'
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleHalf2,
  IconClipboardList,
  IconCpu,
  IconHome,
  IconHourglass,
  IconMessageQuestion,
  IconSettings,
  IconShieldCheck,
  IconStars,
  IconUsers,
} from '../ui/icons'
import { useCounted } from '../ui/use-counted'
import classes from './rail.module.css'

const stateIcons = {
  'not-started': IconCircle,
  waiting: IconHourglass,
  'in-progress': IconCircleHalf2,
  'needs-you': IconAlertTriangle,
  done: IconCircleCheck,
}

const otherPages = [
  { page: 'rate', icon: IconStars },
  { page: 'query', icon: IconMessageQuestion },
  { page: 'models', icon: IconCpu },
] as const
const administrationPages = [
  { page: 'people', icon: IconUsers },
  { page: 'audit', icon: IconClipboardList },
  { page: 'installation', icon: IconShieldCheck },
  { page: 'settings', icon: IconSettings },
] as const

/** The way through: the seven stages with their state, then the other parts a role may use. */
export function Rail() {
  const { t } = useTranslation('shell')
  const { role } = usePerson()
  const project = useProject()
  const rail = useOperation(
    'projects.rail',
    { projectId: project?.id ?? '' },
    { enabled: project !== null, keepPrevious: true },
  ).data
  const may = (page: PageId): boolean => mayOpen(role, page)
  const others = otherPages.filter(({ page }) => may(page))
  const administration = administrationPages.filter(({ page }) => may(page))
  return (
    <nav className={classes.rail} aria-label={t('rail')}>
      {may('home') && (
        <ul>
          <PageLink page="home" icon={<IconHome size={17} aria-hidden />} />
        </ul>
      )}
      {may('sources') && (
        <ol className={classes.group}>
          {stages.map((stage, index) => (
            <StageLink
              key={stage}
              number={index + 1}
              state={rail?.find((one) => one.stage === stage) ?? unknownState(stage)}
            />
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <ul className={classes.group}>
          {others.map(({ page, icon: Icon }) => (
            <PageLink key={page} page={page} icon={<Icon size={17} aria-hidden />} />
          ))}
        </ul>
      )}
      {administration.length > 0 && (
        <ul className={classes.group} aria-label={t('administration')}>
          {administration.map(({ page, icon: Icon }) => (
            <PageLink key={page} page={page} icon={<Icon size={17} aria-hidden />} />
          ))}
        </ul>
      )}
    </nav>
  )
}

function unknownState(stage: StageState['stage']): StageState {
  return { stage, state: 'not-started', figure: null, waitsFor: null }
}

function StageLink({ number, state }: { readonly number: number; readonly state: StageState }) {
  const { t } = useTranslation('shell')
  const counted = useCounted()
  const isHere = useRoute().page === state.stage
  const Icon = stateIcons[state.state]
  const word = state.waitsFor
    ? t('states.waitsFor', {
        what: t(state.waitsFor === 'models' ? 'waitsForModel' : `stages.${state.waitsFor}`),
      })
    : t(`states.${state.state}`)
  return (
    <li>
      <a
        className={classes.link}
        href={addressOf(state.stage)}
        aria-current={isHere ? 'page' : undefined}
        data-state={state.state}
      >
        <span className={classes.number}>{number}</span>
        <span className={classes.words}>
          <span className={classes.name}>{t(`stages.${state.stage}`)}</span>
          <span className={classes.state}>
            {word}
            {state.figure && ` · ${counted(state.figure.count, state.figure.unit)}`}
          </span>
        </span>
        <Icon size={16} stroke={1.8} className={classes.shape} aria-hidden />
      </a>
    </li>
  )
}

interface PageLinkProps {
  readonly page: Exclude<PageId, StageState['stage']>
  readonly icon: ReactNode
}

function PageLink({ page, icon }: PageLinkProps) {
  const { t } = useTranslation('shell')
  const isHere = useRoute().page === page
  return (
    <li>
      <a className={classes.link} href={addressOf(page)} aria-current={isHere ? 'page' : undefined}>
        <span className={classes.icon}>{icon}</span>
        <span className={classes.name}>{t(`pages.${page}`)}</span>
      </a>
    </li>
  )
}
