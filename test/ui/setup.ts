import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import '../../renderer/core/no-eval'
import { chooseLanguage, startTranslation } from '../../renderer/i18n/setup'

// happy-dom lays nothing out: give every element a size, so that virtual rows are drawn.
const sizes = { offsetHeight: 600, offsetWidth: 900, clientHeight: 600, clientWidth: 900 }
for (const [name, size] of Object.entries(sizes))
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size })
// What has no place counts as scrolled out of sight, and menus then hide themselves.
Element.prototype.getBoundingClientRect = () => new DOMRect(10, 10, 900, 600)
// Growing text fields wait for the fonts, which happy-dom does not have.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
Element.prototype.scrollIntoView = () => undefined

configure({ asyncUtilTimeout: 10_000 })
startTranslation()
chooseLanguage('en')

afterEach(() => {
  cleanup()
  window.localStorage.clear()
  window.history.replaceState(null, '', '#')
})
