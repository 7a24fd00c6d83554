import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import '../../renderer/core/no-eval'
import { chooseLanguage, startTranslation } from '../../renderer/i18n/setup'

// happy-dom lays nothing out: give every element a size, so that virtual rows are drawn.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 600 })
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 900 })
Element.prototype.scrollIntoView = () => undefined

startTranslation()
chooseLanguage('en')

afterEach(() => {
  cleanup()
  window.localStorage.clear()
})
