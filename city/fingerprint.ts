import type { CalendarRules } from '../contract/calendar.ts'
import type { Region } from '../contract/profile.ts'
import type { ProfileFile } from './profile-file.ts'
import { createHash } from 'node:crypto'

/** sha256 (hex) over what stored roll-ups depend on; the order of regions does not matter. */
export function fingerprint(
  profile: ProfileFile,
  regions: ReadonlyMap<string, Region>,
  calendar: CalendarRules,
): string {
  const relevant = {
    regions: Array.from(regions.values(), r => [r.code, r.level, r.parent]).sort(byCode),
    levels: profile.levels.map(level => [level.code, level.scope]),
    categories: profile.categories.map(c => [c.code, c.parent]).sort(byCode),
    channels: profile.channels.map(c => [c.code]).sort(byCode),
    timezone: profile.timezone,
    calendar: storedRules(calendar),
    workflow: profile.workflow.map(step => [step.code, step.events]),
  }
  return createHash('sha256').update(JSON.stringify(relevant)).digest('hex')
}

/** Weeks and periods are worked out when asked for; the rest is in stored days and facts. */
function storedRules({ weekStart: _, periodStart: __, ...stored }: CalendarRules): unknown {
  return stored
}

function byCode(a: (string | null)[], b: (string | null)[]): number {
  return (a[0] ?? '') < (b[0] ?? '') ? -1 : 1
}
