import { say } from '../../contract/sentences'
import type { Handlers } from '../kernel/context'
import { newId } from '../kernel/ids'
import { Refusal } from '../kernel/refusal'
import { insertTemplate, latestVersion, listTemplates, templateHash, toTemplate } from './queries'

type Names = 'templates.list' | 'templates.save'

export const reportPlaceholder = '{report}'

export const templateHandlers: Handlers<Names> = {
  'templates.list': ({ db }) => listTemplates(db).map(toTemplate),
  'templates.save': (context, { name, system, user, headings }) => {
    if (user.split(reportPlaceholder).length !== 2)
      throw new Refusal('no-placeholder', say('no-placeholder', { placeholder: reportPlaceholder }))
    const row = {
      id: newId(),
      name,
      version: latestVersion(context.db, name) + 1,
      system,
      user,
      headings: JSON.stringify(headings),
      sha256: templateHash({ system, user, headings }),
      built_in: 0,
      created_at: context.clock.now(),
      created_by: context.person.name,
    }
    context.commit(
      {
        action: 'template.saved',
        object: row.id,
        detail: { version: row.version, sha256: row.sha256 },
      },
      (db) => insertTemplate(db, row),
    )
    return toTemplate(row)
  },
}
