import type { City } from '../../city/city.ts'
import type { DaysPanel } from '../../contract/panels/days.ts'
import type { HoursPanel } from '../../contract/panels/hours.ts'
import type { WorkflowPanel } from '../../contract/panels/workflow.ts'
import type { FollowedCase } from '../../recount/follow-case.ts'
import type { RecountedRatio } from './core-metrics.ts'
import { DateTime } from 'luxon'
import { recountCore } from './core-metrics.ts'
import { midnight } from './recounted-windows.ts'

const HOUR_MS = 3_600_000

export function rateOf({ numerator, denominator }: RecountedRatio): number | null {
  return denominator === 0 ? null : numerator / denominator
}

/** What screens of `scope` call a region: the next scope towards it, for a city the one after. */
export function recountedPlace(region: string, scope: string, city: City): string {
  const path: string[] = []
  for (let code: string | null = region; code !== scope; code = city.regions.get(code)!.parent!) {
    if (city.isScope(code))
      path.unshift(code)
  }
  const shown = (scope === city.root ? path[1] : undefined) ?? path[0] ?? scope
  return city.regions.get(shown)!.name
}

/** Thirty days up to that of `now`, beside the thirty before. `cases` are those of one scope. */
export function recountedDays(
  cases: readonly FollowedCase[],
  now: number,
  zone: string,
): DaysPanel {
  const day = (ago: number): DaysPanel['days'][number] => {
    const from = midnight(now, zone, -ago)
    const found = recountCore(cases, { from, to: midnight(now, zone, 1 - ago) }, now)
    return {
      day: DateTime.fromMillis(from, { zone }).toISODate()!,
      reported: found.reported,
      closed: found.closed,
      closure: rateOf(found.closure),
      onTime: rateOf(found.onTime),
      onTimeMet: found.onTime.numerator,
      onTimeOf: found.onTime.denominator,
    }
  }
  const ago = Array.from({ length: 60 }, (_, i) => 59 - i)
  return { days: ago.slice(30).map(day), before: ago.slice(0, 30).map(day) }
}

/** Hours of today beside those of yesterday at the same distance from midnight. */
export function recountedHours(
  cases: readonly FollowedCase[],
  now: number,
  zone: string,
): HoursPanel {
  const counted = cases.filter(one => !one.excluded)
  const start = midnight(now, zone)
  const yesterday = midnight(now, zone, -1)
  const within = (at: number | null, from: number): boolean =>
    at !== null && at >= from && at < from + HOUR_MS
  const reported = (from: number): number =>
    counted.filter(one => within(one.reported, from)).length
  const closed = (from: number): number => counted.filter(one => within(one.closed, from)).length
  const hours: HoursPanel['hours'] = []
  for (let at = start; at < midnight(now, zone, 1); at += HOUR_MS) {
    hours.push({
      at: DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true })!,
      reported: at > now ? null : reported(at),
      closed: at > now ? null : closed(at),
      reportedBefore: reported(yesterday + at - start),
      closedBefore: closed(yesterday + at - start),
    })
  }
  return { day: DateTime.fromMillis(now, { zone }).toISODate()!, hours }
}

export function recountedWorkflow(
  cases: readonly FollowedCase[],
  now: number,
  city: City,
): WorkflowPanel['steps'] {
  const counted = cases.filter(one => !one.excluded)
  const [from, to] = [midnight(now, city.timezone), midnight(now, city.timezone, 1)]
  return city.workflow.map(({ code, name }) => {
    const standing = counted.filter(one => one.closed === null && one.step === code)
    const reached = counted.filter((one) => {
      const at = one.entered.get(code)
      return at !== undefined && at >= from && at < to
    })
    return {
      code,
      name,
      open: standing.length,
      overdue: standing.filter(one => one.due !== null && one.due < now).length,
      today: reached.length,
    }
  })
}
