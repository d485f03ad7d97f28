import type { Problems } from './problems.ts'
import type { ProfileFile } from './profile-file.ts'
import { IANAZone } from 'luxon'
import { checkCode, checkUnique } from './check-codes.ts'
import { checkWords } from './check-words.ts'

/** What a schema cannot say of profile.json: references, order, completeness. */
export function checkProfile(profile: ProfileFile, problems: Problems): void {
  if (!IANAZone.isValidZone(profile.timezone)) {
    problems.addAt('/timezone', `timezone '${profile.timezone}' is unknown, `
    + 'give an IANA name such as Asia/Shanghai')
  }
  for (const list of ['levels', 'workflow', 'categories', 'channels'] as const) {
    const codes = profile[list].map(item => item.code)
    codes.forEach((code, i) => checkCode(code, text => problems.addAt(`/${list}/${i}/code`, text)))
    checkUnique(codes, list, (i, text) => problems.addAt(`/${list}/${i}/code`, text))
  }
  checkWords(profile, problems)
  checkLevels(profile, problems)
  checkWorkflow(profile, problems)
  checkCategories(profile, problems)
}

function checkLevels({ levels }: ProfileFile, problems: Problems): void {
  levels.forEach((level, i) => {
    if (i === 0 && !level.scope)
      problems.addAt('/levels/0/scope', `top level '${level.code}' must be a scope, set it true`)
    if (i > 0 && level.scope && !levels[i - 1]?.scope) {
      problems.addAt(`/levels/${i}/scope`, `level '${level.code}' is a scope below a level that `
      + 'is none, make all levels above it scopes')
    }
  })
}

function checkWorkflow({ workflow }: ProfileFile, problems: Problems): void {
  const stepOf = new Map<string, string>()
  workflow.forEach((step, i) => {
    if (step.events.length === 0)
      problems.addAt(`/workflow/${i}/events`, `step '${step.code}' has no event, give it one`)
    step.events.forEach((event, j) => {
      const other = stepOf.get(event)
      if (other !== undefined) {
        problems.addAt(`/workflow/${i}/events/${j}`, `event '${event}' leads into '${other}' `
        + 'already, name it in one step only')
      }
      stepOf.set(event, step.code)
    })
  })
  if (workflow[0] && stepOf.get('reported') !== workflow[0].code)
    problems.addAt('/workflow/0/events', `the first step must hold 'reported', add it`)
  if (!stepOf.has('closed'))
    problems.addAt('/workflow', `no step holds 'closed', add it to the step that ends a case`)
}

function checkCategories({ categories }: ProfileFile, problems: Problems): void {
  const all = new Set(categories.map(c => c.code))
  const above = new Set<string>()
  categories.forEach(({ code, parent }, i) => {
    if (parent !== null && !above.has(parent)) {
      const what = all.has(parent)
        ? `parent '${parent}' of category '${code}' stands below it, move it up`
        : `parent '${parent}' of category '${code}' does not exist, add it or correct it`
      problems.addAt(`/categories/${i}/parent`, what)
    }
    above.add(code)
  })
}
