import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core'
import { theme } from './theme'

/**
 * The component library's variables for our theme as a style sheet. It would inject them into a
 * <style> element, which the content policy forbids, so they stand in theme-variables.css; a test
 * keeps the two equal.
 */
export function themeVariables(): string {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  const css = convertCssVariables(variables)
  return `/* Written by theme-variables.ts from theme.ts. */\n${css.replace(/([{;])/g, '$1\n').trim()}\n`
}
