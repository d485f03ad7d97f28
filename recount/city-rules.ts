import type { Sla } from '../contract/calendar.ts'
import type { ProfileBody } from '../contract/profile.ts'
import type { CityTime } from './city-time.ts'
import { createCityTime } from './city-time.ts'
import { createWorkingHours } from './working-hours.ts'

const HOUR_MS = 3_600_000

/** What a recount knows of a city: its profile as the API gives it, read once. */
export interface CityRules {
  profile: ProfileBody
  time: CityTime
  isScope: (code: string) => boolean
  /** The scopes right below a scope. */
  children: (scope: string) => readonly string[]
  /** The region and all that it lies in; the same set every time. */
  regionsAbove: (region: string) => ReadonlySet<string>
  /** When a case of whose due time nothing was said has to be closed; null: no rule fits. */
  dueOf: (category: string, reportedAt: number) => number | null
  /** Was it accepted within the time that its category has? Without a rule always. */
  isAcceptedInTime: (category: string, dispatchedAt: number, acceptedAt: number) => boolean
}

export function readCityRules(profile: ProfileBody): CityRules {
  const { calendar, timezone } = profile
  const parents = new Map(profile.regions.map(({ code, parent }) => [code, parent]))
  const tops = new Map(profile.categories.map(({ code, parent }) => [code, parent]))
  const scopeLevels = profile.levels.filter(level => level.scope).map(level => level.code)
  const scopes = new Set(
    profile.regions.filter(({ level }) => scopeLevels.includes(level)).map(({ code }) => code),
  )
  const children = new Map<string, string[]>()
  for (const code of scopes) {
    const parent = parents.get(code)
    if (parent !== null && parent !== undefined)
      children.set(parent, [...children.get(parent) ?? [], code])
  }
  const above = new Map<string, ReadonlySet<string>>()
  const working = createWorkingHours(timezone, calendar)

  function ruleFor(rules: readonly Sla[], category: string): Sla | undefined {
    const line = lineOf(category, tops)
    return rules.find(rule => rule.category === undefined || line.includes(rule.category))
  }

  return {
    profile,
    time: createCityTime(timezone, calendar),
    isScope: code => scopes.has(code),
    children: scope => children.get(scope) ?? [],
    regionsAbove(region) {
      let found = above.get(region)
      if (found === undefined)
        above.set(region, found = new Set(lineOf(region, parents)))
      return found
    },
    dueOf(category, reportedAt) {
      const rule = ruleFor(calendar.dueWithin, category)
      if (rule === undefined)
        return null
      const ms = rule.hours * HOUR_MS
      return rule.time === 'working' ? working.after(reportedAt, ms) : reportedAt + ms
    },
    isAcceptedInTime(category, dispatchedAt, acceptedAt) {
      const rule = ruleFor(calendar.acceptWithin, category)
      if (rule === undefined)
        return true
      const taken = rule.time === 'working'
        ? working.between(dispatchedAt, acceptedAt)
        : acceptedAt - dispatchedAt
      return taken <= rule.hours * HOUR_MS
    },
  }
}

/** The code itself and all above it. */
function lineOf(code: string, parents: ReadonlyMap<string, string | null>): string[] {
  const line: string[] = []
  for (let at: string | null | undefined = code; at !== null && at !== undefined;) {
    line.push(at)
    at = parents.get(at)
  }
  return line
}
