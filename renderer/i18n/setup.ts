import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Role } from '../../contract/operation'
import { formatBytes, formatDay, formatNumber, type Language } from '../ui/format'
import { english } from './english'
import { german } from './german'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof english
  }
}

const choiceKey = 'language'

/** Nothing confidential is kept by the page: only which language and which colours somebody likes. */
function storedLanguage(): Language | null {
  const stored = window.localStorage.getItem(choiceKey)
  return stored === 'en' || stored === 'de' ? stored : null
}

export function startTranslation(): void {
  const system: Language = window.navigator.language.startsWith('de') ? 'de' : 'en'
  const lng = storedLanguage() ?? system
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: english, de: german },
    // React draws all words as text, so nothing has to be escaped.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  const { formatter } = i18next.services
  formatter?.add('number', (value, language) => formatNumber(language as Language, value, 1))
  formatter?.add('bytes', (value, language) => formatBytes(language as Language, value))
  formatter?.add('day', (value, language) => formatDay(language as Language, value))
  formatter?.add('roles', (value: string) => value.split(', ').map(roleName).join(', '))
  document.documentElement.lang = lng
}

function roleName(role: string): string {
  return i18next.t(`common:roles.${role as Role}`)
}

export function chooseLanguage(language: Language): void {
  window.localStorage.setItem(choiceKey, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
