import {
  type PromptFamily,
  type RenderedPrompt,
  renderPrompt,
} from '../../contract/prompt-families'
import { reportPlaceholder } from '../templates/handlers'
import type { TemplateRow } from '../templates/queries'

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
