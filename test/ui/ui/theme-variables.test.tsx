import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { themeVariables } from '../../../renderer/ui/theme-variables'

const file = 'renderer/ui/theme-variables.css'

/** The formatter may break lines and set quotes as it likes. */
function plain(css: string): string {
  return css.replace(/\s+/g, '').replaceAll("'", '"').replaceAll(';}', '}')
}

test('the checked-in variables are those of the theme; UPDATE=1 writes them anew', () => {
  const wanted = themeVariables()
  if (process.env.UPDATE) writeFileSync(file, wanted)
  expect(plain(readFileSync(file, 'utf8'))).toBe(plain(wanted))
})
