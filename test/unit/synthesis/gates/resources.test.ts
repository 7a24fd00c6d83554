import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findHeadings } from '../../../../core/synthesis/gates/form-gates'
import drugs from '../../../../resources/lexicons/drugs.json'
import headings from '../../../../resources/lexicons/headings.json'

const promptFile = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  system: z.string(),
  user: z.string(),
  explanation: z.array(z.object({ line: z.string(), why: z.string() })),
})

function prompt(name: string) {
  return promptFile.parse(
    JSON.parse(
      readFileSync(new URL(`../../../../resources/prompts/${name}.json`, import.meta.url), 'utf8'),
    ),
  )
}

describe('the prompts', () => {
  for (const name of ['discharge-note.v1', 'discharge-note-small.v1']) {
    it(`${name} has one place for the report and explains each of its lines`, () => {
      const { id, version, system, user, explanation } = prompt(name)
      expect(`${id}.v${version}`).toBe(name)
      expect(user.split('{report}').length).toBe(2)
      const lines = `${system}\n${user}`
        .split('\n')
        .map((line) => line.replace(/^- /, '').trim())
        .filter((line) => /[.]$/.test(line))
      expect(lines.filter((line) => !explanation.some((each) => each.line === line))).toEqual([])
    })

    it(`${name} asks for all that makes a discharge note`, () => {
      const { user } = prompt(name)
      const asked = [
        /heading/i,
        /abbreviation/i,
        /grammar/i,
        /discharged/i,
        /hospital course/i,
        /only|alone/i,
      ]
      const forbidden = ['drug', 'dose', 'plan', 'diagnos', 'procedure', 'result']
      expect([
        asked.filter((rule) => !rule.test(user)),
        forbidden.filter((word) => !user.includes(word)),
      ]).toEqual([[], []])
    })
  }
})

describe('the lexicons', () => {
  it('hold at least 1,500 drug names, none of which stands for two drugs', () => {
    const owner = new Map<string, string>()
    const doubled: string[] = []
    for (const [name, aliases] of Object.entries(drugs.drugs)) {
      for (const each of [name, ...aliases].map((word) => word.toLowerCase())) {
        if (owner.has(each)) doubled.push(each)
        owner.set(each, name)
      }
    }
    expect(doubled).toEqual([])
    expect(owner.size).toBeGreaterThanOrEqual(1500)
  })

  it('give abbreviations and measured substances that the list of drugs knows', () => {
    const known = new Set(Object.keys(drugs.drugs))
    const named = [...Object.values(drugs.abbreviations), ...drugs.measured]
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('know every heading of their list as one', () => {
    expect(headings.headings.filter((heading) => findHeadings(`${heading}:`).length !== 1)).toEqual(
      [],
    )
  })
})
