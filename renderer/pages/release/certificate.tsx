import { useTranslation } from 'react-i18next'
import type { ReleaseFull } from '../../../contract/release'
import { useOpenProject } from '../../core/person'
import { ConfidentialEdge } from '../../ui/confidential-edge'
import { Facts } from '../../ui/figure'
import { StatusMark } from '../../ui/status-mark'
import { useFormat } from '../../ui/use-format'
import classes from './release.module.css'
import { Signatures } from './signatures'
import { useCriterionWords } from './use-criterion-words'

/** The release as a sheet: what is released, on what grounds, who signed, and every hash. */
export function Certificate({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const project = useOpenProject()
  const lead = { waiting: 'leadWaiting', 'in-force': 'lead' } as const
  const words =
    release.state === 'waiting' || release.state === 'in-force'
      ? lead[release.state]
      : 'leadWithdrawn'
  const sheet = (
    <section className={classes.sheet} aria-label={t('certificate.title')}>
      <p className={classes.sheetKind}>{t('certificate.title')}</p>
      <h2 className={classes.sheetName}>{release.name}</h2>
      <p className={classes.sheetLead}>
        {t(`certificate.${words}`, { project: project.name, date: format.day(release.expiresAt) })}
      </p>
      <Criteria release={release} />
      <h3>{t('certificate.signatures')}</h3>
      <Signatures release={release} />
      <h3>{t('certificate.stands')}</h3>
      <Grounds release={release} />
      <p className={classes.sheetFoot}>{t('certificate.research')}</p>
    </section>
  )
  return <ConfidentialEdge confidential={release.confidential}>{sheet}</ConfidentialEdge>
}

function Criteria({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation('release')
  const words = useCriterionWords()
  const criteria = release.checks.filter(
    ({ code, subject }) => code === 'criterion' && subject !== null,
  )
  if (criteria.length === 0) return null
  return (
    <>
      <h3>{t('certificate.criteria')}</h3>
      <table className={classes.criteria}>
        <thead>
          <tr>
            <th scope="col">{t('certificate.what')}</th>
            <th scope="col">{t('certificate.required')}</th>
            <th scope="col">{t('certificate.found')}</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((check) => {
            const { name, found, required } = words(check)
            return (
              <tr key={check.subject}>
                <th scope="row">{name}</th>
                <td>{required}</td>
                <td>
                  <StatusMark meaning={check.state === 'fine' ? 'fine' : 'wrong'}>
                    {found}
                  </StatusMark>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

function Grounds({ release }: { readonly release: ReleaseFull }) {
  const { t } = useTranslation('release')
  const format = useFormat()
  const hash = (value: string | null) => <span className={classes.hash}>{value}</span>
  const rows = [
    {
      label: t('certificate.study'),
      value: t('certificate.studyOf', { name: release.studyName, version: release.studyVersion }),
    },
    { label: t('certificate.model'), value: release.modelName },
    {
      label: t('certificate.adapter'),
      value: release.adapterName ?? t('certificate.noAdapter'),
    },
    { label: t('certificate.reportMade'), value: format.moment(release.reportMadeAt) },
    {
      label: t('certificate.drawnUp'),
      value: t('certificate.drawnUpBy', {
        when: format.moment(release.createdAt),
        name: release.createdBy,
      }),
    },
    { label: t('certificate.report'), value: hash(release.reportSha256) },
    { label: t('certificate.studyHash'), value: hash(release.studySha256) },
    { label: t('certificate.modelHash'), value: hash(release.modelSha256) },
    ...(release.adapterSha256
      ? [{ label: t('certificate.adapterHash'), value: hash(release.adapterSha256) }]
      : []),
    ...(release.sha256 ? [{ label: t('certificate.hash'), value: hash(release.sha256) }] : []),
    ...(release.keySha256 ? [{ label: t('certificate.key'), value: hash(release.keySha256) }] : []),
  ]
  return <Facts rows={rows} />
}
