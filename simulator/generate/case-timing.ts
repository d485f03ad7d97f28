import type { ZoneClock } from '../time/zone-clock.ts'
import type { CaseKind } from './case-kinds.ts'
import type { Random } from './random.ts'
import type { Shapes } from './shapes-file.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const OPENS_HOUR = 7
const CLOSES_HOUR = 21

/** When the steps of a dispatched case happen, milliseconds since 1970. */
export interface CaseTiming {
  readonly registered: number
  readonly dispatched: number
  readonly accepted: number
  readonly resolved: number
  readonly closed: number
  readonly due: number
  /** The due time after an extension; null without one. */
  readonly extendedDue: number | null
}

/**
 * Draws the times of a case's steps, so that a few are late and fewer stay open for long.
 * `handling` is how many times as long as usual the departments take.
 */
export function drawTiming(
  reported: number,
  kind: CaseKind,
  shapes: Shapes,
  clock: ZoneClock,
  random: Random,
  handling = 1,
): CaseTiming {
  const { times, shares } = shapes
  const allowed = kind.shape.dueHours * HOUR_MS
  const due = reported + allowed
  const isUrgent = allowed < DAY_MS
  const pause = isUrgent ? 0.2 : 1
  const registered = reported + random.logNormal(times.registeredMinutes * MINUTE_MS, 0.6)
  const dispatched = registered
    + random.logNormal(times.dispatchedMinutes * MINUTE_MS * pause, 0.7)
  const wait = random.logNormal(allowed * times.acceptedShare, 0.6) * handling
  const accepted = Math.max(
    dispatched + MINUTE_MS,
    atWork(reported + wait, due, isUrgent, clock, random),
  )
  const extended = random.chance(shares.extended)
  const stuck = random.chance(shares.stuck)
  const share = drawShare(extended, stuck, times, random) * handling
  const closed = Math.max(
    accepted + 2 * MINUTE_MS,
    atWork(reported + allowed * share, due, isUrgent, clock, random),
  )
  const resolved = accepted + (closed - accepted) * (0.85 + 0.14 * random.next())
  return {
    registered,
    dispatched,
    accepted,
    resolved,
    closed,
    due,
    extendedDue: extended ? reported + 1.5 * allowed : null,
  }
}

// Of the time allowed, the share until the case is closed.
function drawShare(
  extended: boolean,
  stuck: boolean,
  times: Shapes['times'],
  random: Random,
): number {
  if (stuck)
    return 2 + random.logNormal(4, 0.8)
  if (extended)
    return 1.05 + 0.4 * random.next()
  return random.logNormal(times.closedShare, times.closedSpread)
}

/** Ordinary work of a night is done in the next morning, unless that would be too late. */
function atWork(
  instant: number,
  due: number,
  isUrgent: boolean,
  clock: ZoneClock,
  random: Random,
): number {
  const intoDay = clock.toWall(instant) - clock.dayOf(instant) * DAY_MS
  if (isUrgent || (intoDay >= OPENS_HOUR * HOUR_MS && intoDay < CLOSES_HOUR * HOUR_MS))
    return instant
  const day = clock.dayOf(instant) + (intoDay < OPENS_HOUR * HOUR_MS ? 0 : 1)
  const morning = clock.startOfDay(day) + (8 + 5 * random.next()) * HOUR_MS
  return instant <= due && morning > due ? instant : morning
}
