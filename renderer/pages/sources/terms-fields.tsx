import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { licences, noTerms, type SourceTerms } from '../../../contract/licences'
import classes from './terms.module.css'
import { licenceKeys } from './use-licence-words'

interface TermsFieldsProps {
  readonly terms: SourceTerms
  readonly onTerms: (terms: SourceTerms) => void
}

/** Whether terms in words have their words. */
export function isComplete({ licence, licenceText }: SourceTerms): boolean {
  return licence !== 'other' || licenceText.trim() !== ''
}

/** Licence and who is to be named. What a person touches is no assumption any more. */
export function TermsFields({ terms, onTerms }: TermsFieldsProps) {
  const { t } = useTranslation('sources')
  const change = (changes: Partial<SourceTerms>): void =>
    onTerms({ ...terms, assumed: false, ...changes })
  return (
    <div className={classes.fields}>
      <div className={classes.licence}>
        <NativeSelect
          size="xs"
          label={t('terms.licence')}
          description={
            terms.assumed ? t('terms.proposed') : terms.licence === null && t('terms.unknown')
          }
          inputWrapperOrder={['label', 'input', 'description']}
          data={[
            { value: '', label: t('terms.choices.none') },
            ...licences.map((one) => ({
              value: one,
              label: t(`terms.choices.${licenceKeys[one]}`),
            })),
          ]}
          value={terms.licence ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ licence: licences.find((one) => one === value) ?? noTerms.licence })
          }
        />
        {terms.licence === 'other' && (
          <TextInput
            size="xs"
            label={t('terms.words')}
            placeholder={t('terms.wordsHint')}
            maxLength={300}
            value={terms.licenceText}
            onChange={(event) => change({ licenceText: event.currentTarget.value })}
          />
        )}
      </div>
      <Textarea
        size="xs"
        label={t('terms.attribution')}
        placeholder={t('terms.attributionHint')}
        rows={2}
        maxLength={300}
        value={terms.attribution}
        onChange={(event) => onTerms({ ...terms, attribution: event.currentTarget.value })}
      />
    </div>
  )
}
