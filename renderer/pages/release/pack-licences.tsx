import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SourceTerms } from '../../../contract/licences'
import type { PackState, SourceLicence } from '../../../contract/share-pack'
import { addressOf } from '../../core/route'
import { Verdict } from '../../ui/status-mark'
import { useLicenceWords } from '../sources/use-licence-words'
import classes from './release.module.css'

/** The terms of each source, and what they come to for the pack. */
export function PackLicences({ state }: { readonly state: PackState }) {
  const { t } = useTranslation('release')
  return (
    <div>
      <h3 className={classes.placeTitle}>{t('share.pack.licences')}</h3>
      <ul className={classes.checks}>
        {state.licences.map((one) => (
          <li key={one.id} className={classes.check}>
            <Source source={one} />
          </li>
        ))}
      </ul>
      <div className={classes.whole}>
        <Whole state={state} />
      </div>
    </div>
  )
}

/** Its licence asks for a name, and none is recorded. */
function isNobodyNamed({ licence, attribution }: SourceTerms): boolean {
  return attribution === '' && licence !== null && licence.startsWith('CC-BY')
}

const sourceKeys = { collection: 'source', removed: 'removedSource', rows: 'rowsSource' } as const

function Source({ source }: { readonly source: SourceLicence }) {
  const { t } = useTranslation(['release', 'sources'])
  const words = useLicenceWords()
  const { id, name, format, kind, terms } = source
  return (
    <>
      <span>
        <span className={classes.entryName}>
          {t(`share.pack.${sourceKeys[kind]}`, { name, format })}
        </span>
        {terms.attribution !== '' && (
          <span className={classes.named}>
            {t('sources:terms.named', { names: terms.attribution })}
          </span>
        )}
        {isNobodyNamed(terms) && <span className={classes.named}>{t('share.pack.nobody')}</span>}
      </span>
      <span className={classes.licence}>
        {words.terms(terms)}
        {kind === 'collection' &&
          (terms.licence === null || terms.assumed || isNobodyNamed(terms)) && (
            <Anchor size="sm" href={addressOf('sources', { collection: id })}>
              {t('share.pack.record')}
            </Anchor>
          )}
      </span>
    </>
  )
}

function Whole({ state: { licences, combined } }: { readonly state: PackState }) {
  const { t } = useTranslation('release')
  const words = useLicenceWords()
  const { licence, atLeast, doubts } = combined
  const isOpen = licence === null
  const isAssumed = licences.some(({ terms }) => terms.assumed)
  const isUnnamed = licences.some(({ terms }) => isNobodyNamed(terms))
  const title =
    licence === null
      ? t('share.pack.whole.open')
      : licence === 'own'
        ? t('share.pack.whole.own')
        : t('share.pack.whole.published', { licence: words.name(licence) })
  return (
    <Verdict meaning={isOpen || isAssumed || isUnnamed ? 'look' : 'fine'} title={title}>
      {doubts.map((doubt) => (
        <p key={doubt}>{t(`share.pack.whole.doubts.${doubt}`)}</p>
      ))}
      {isOpen && atLeast !== null && atLeast !== 'CC0-1.0' && (
        <p>{t('share.pack.whole.atLeast', { licence: words.name(atLeast) })}</p>
      )}
      {licence === 'own' && atLeast !== null && (
        <p>{t('share.pack.whole.ownBeside', { licence: words.name(atLeast) })}</p>
      )}
      {isAssumed && <p>{t('share.pack.whole.assumed')}</p>}
      {isUnnamed && <p>{t('share.pack.whole.unnamed')}</p>}
      {isOpen && <p>{t('share.pack.whole.openText')}</p>}
      <p>{t('share.pack.whole.rule')}</p>
    </Verdict>
  )
}
