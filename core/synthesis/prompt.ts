import {
  type PromptFamily,
  type RenderedPrompt,
  renderPrompt,
} from '../../contract/prompt-families'
import { reportPlaceholder } from '../templates/handlers'
import { headingsOf, type TemplateRow } from '../templates/queries'

/** The prompt for one report: the template's text with the report in its place, dressed for the model. */
export function synthesisPrompt(
  family: PromptFamily,
  template: Pick<TemplateRow, 'system' | 'user'>,
  report: string,
): RenderedPrompt {
  const [before = '', after = ''] = template.user.split(reportPlaceholder)
  return renderPrompt(family, {
    system: template.system === '' ? undefined : template.system,
    user: `${before}${report.trim()}${after}`,
  })
}

/**
 * A GBNF grammar of a note with these headings, one or two sentences below each; undefined leaves
 * the form to the model. A full stop inside a number or an abbreviation does not end a sentence.
 */
export function noteGrammar(template: Pick<TemplateRow, 'headings'>): string | undefined {
  const headings = headingsOf(template)
  if (headings.length === 0) return undefined
  const sections = headings.map((heading) => `"${heading.toUpperCase()}\\n" section`)
  return [
    `root ::= ${sections.join(' "\\n\\n" ')}`,
    'section ::= sentence (" " sentence)?',
    'sentence ::= [A-Z0-9] char+ "."',
    'char ::= [^.\\n] | "." [0-9a-z,]',
    '',
  ].join('\n')
}
