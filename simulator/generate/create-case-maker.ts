import type { City } from '../../city/city.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { CaseKind } from './case-kinds.ts'
import type { CasePlace } from './case-places.ts'
import type { GeneratedEvent } from './generated-event.ts'
import type { Shapes } from './shapes-file.ts'
import { addReview } from './add-review.ts'
import { addSideMoves } from './add-side-moves.ts'
import { buildCaseKinds } from './case-kinds.ts'
import { CaseLife } from './case-life.ts'
import { createCasePlaces } from './case-places.ts'
import { drawTiming } from './case-timing.ts'
import { drawMeasured } from './draw-measured.ts'
import { Random } from './random.ts'
import { Weighted } from './weighted.ts'

// As in `{road}路灯不亮`.
const PLACE = /\{(\w+)\}/g
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** What is asked of a case; what is absent is drawn from the city's shapes. */
export interface CaseWish {
  /** Calendar day on which it is reported, as ZoneClock counts days. */
  readonly day: number
  readonly caseId: string
  /** Beside the seed of the run: the same seeds give the same case. */
  readonly seeds: readonly number[]
  /** Milliseconds since 1970, on `day`. */
  readonly reportedAt?: number
  readonly kinds?: Weighted<CaseKind>
  readonly placeOf?: (random: Random) => CasePlace
  /** How many times as long as usual the departments take. @default 1 */
  readonly handling?: (category: string, region: string, reportedAt: number) => number
}

/** A case that was made up, its whole life, also beyond now. */
export interface MadeCase {
  readonly caseId: string
  /** Milliseconds since 1970. */
  readonly reportedAt: number
  readonly category: string
  readonly region: string
  readonly channel: string
  /** Who handles it at first; null where it is answered at once, without a department. */
  readonly department: string | null
  /** In the order of their times. */
  readonly events: readonly GeneratedEvent[]
}

export type CaseMaker = (wish: CaseWish) => MadeCase

/** Makes up cases of a city; a case depends on the seed, its day and its seeds alone. */
export function createCaseMaker(
  city: City,
  shapes: Shapes,
  clock: ZoneClock,
  seed: number,
): CaseMaker {
  const hours = new Weighted(shapes.hours.map((weight, hour) => ({ hour, weight })), h => h.weight)
  const kindsOf = buildCaseKinds(shapes)
  const channels = new Weighted(shapes.channels, channel => channel.weight)
  const answers = new Weighted(shapes.satisfaction, entry => entry.weight)
  const anywhere = createCasePlaces(city, shapes)

  return (wish) => {
    const { day, caseId } = wish
    const random = new Random(seed, ...wish.seeds)
    const kinds = kindsOf(new Date(day * DAY_MS).getUTCMonth() + 1)
    const kind = (wish.kinds ?? kinds).pick(random)
    const { hour } = hours.pick(random)
    const wall = day * DAY_MS + (hour + random.next()) * HOUR_MS
    const reportedAt = wish.reportedAt ?? clock.toInstant(Math.floor(wall / 1000) * 1000)
    const channel = channels.pick(random)
    const life = new CaseLife(caseId, reportedAt)
    const place = (wish.placeOf ?? anywhere)(random)
    const title = titleOf(kind, shapes, random)
    const due = dueOf(reportedAt, kind, random)
    life.add('reported', reportedAt, {
      ...place,
      category: kind.code,
      channel: channel.code,
      title,
    }, due)
    const made = {
      caseId,
      reportedAt,
      category: kind.code,
      region: place.region,
      channel: channel.code,
    }

    if (kind.shape.closedHours) {
      const hours = drawMeasured(kind.shape.closedHours, kind.shape.neverClosed ?? 0, random)
      if (hours !== null) {
        const closed = reportedAt + hours * HOUR_MS
        life.add('closed', closed, { department: kind.shape.department })
        addReview(life, closed, due !== undefined && closed > due, shapes, answers, random)
      }
      return { ...made, department: kind.shape.department, events: life.inOrder() }
    }
    const atOnce = Math.max(channel.closedAtOnce ?? 0, kind.shape.closedAtOnce ?? 0)
    if (random.chance(atOnce)) {
      const closed = reportedAt + random.logNormal(6 * MINUTE_MS, 0.5)
      life.add('closed', closed, { department: kind.shape.department })
      addReview(life, closed, false, shapes, answers, random)
      return { ...made, department: null, events: life.inOrder() }
    }
    const handling = wish.handling?.(kind.code, place.region, reportedAt) ?? 1
    const timing = drawTiming(reportedAt, kind, shapes, clock, random, handling)
    life.add('registered', timing.registered)
    life.add('dispatched', timing.dispatched, { department: kind.shape.department })
    life.add('accepted', timing.accepted)
    life.add('resolved', timing.resolved)
    life.add('closed', timing.closed)
    const last = addSideMoves(life, timing, kind, () => kinds.pick(random), shapes, random)
    const late = timing.closed > (timing.extendedDue ?? timing.due)
    addReview(life, last, late, shapes, answers, random)
    return { ...made, department: kind.shape.department, events: life.inOrder() }
  }
}

// No draw where every case has a due time: shapes without the key keep their streams.
function dueOf(reportedAt: number, { shape }: CaseKind, random: Random): number | undefined {
  if (shape.withoutDue !== undefined && random.chance(shape.withoutDue))
    return undefined
  return reportedAt + shape.dueHours * HOUR_MS
}

function titleOf(kind: CaseKind, shapes: Shapes, random: Random): string {
  return random.pick(kind.shape.titles).replace(PLACE, (all, name: string) =>
    random.pick(shapes.places[name] ?? [all]))
}
