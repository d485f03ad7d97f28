import type { City } from '../../city/city.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { CaseKind } from './case-kinds.ts'
import type { GeneratedEvent } from './generated-event.ts'
import type { Shapes } from './shapes-file.ts'
import { addReview } from './add-review.ts'
import { addSideMoves } from './add-side-moves.ts'
import { buildCaseKinds } from './case-kinds.ts'
import { CaseLife } from './case-life.ts'
import { createCasePlaces } from './case-places.ts'
import { drawTiming } from './case-timing.ts'
import { Random } from './random.ts'
import { Weighted } from './weighted.ts'

// As in `{road}路灯不亮`.
const PLACE = /\{(\w+)\}/g
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** The events of one case in the order of their times, its whole life, also beyond now. */
export type CaseFactory = (day: number, index: number) => GeneratedEvent[]

/**
 * Makes up cases. The n-th case of a calendar day depends on the seed, the day and n alone: a
 * stream that ends later holds the same cases.
 */
export function createCaseFactory(
  city: City,
  shapes: Shapes,
  clock: ZoneClock,
  seed: number,
): CaseFactory {
  const hours = new Weighted(shapes.hours.map((weight, hour) => ({ hour, weight })), h => h.weight)
  const kindsOf = buildCaseKinds(shapes)
  const channels = new Weighted(shapes.channels, channel => channel.weight)
  const answers = new Weighted(shapes.satisfaction, entry => entry.weight)
  const placeOf = createCasePlaces(city, shapes)

  return (day, index) => {
    const random = new Random(seed, day, index)
    const date = new Date(day * DAY_MS)
    const kinds = kindsOf(date.getUTCMonth() + 1)
    const kind = kinds.pick(random)
    const { hour } = hours.pick(random)
    const wall = day * DAY_MS + (hour + random.next()) * HOUR_MS
    const reported = clock.toInstant(Math.floor(wall / 1000) * 1000)
    const channel = channels.pick(random)
    const life = new CaseLife(caseIdOf(shapes.casePrefix, date, seed, index), reported)
    life.add('reported', reported, {
      ...placeOf(random),
      category: kind.code,
      channel: channel.code,
      title: titleOf(kind, shapes, random),
    }, reported + kind.shape.dueHours * HOUR_MS)

    const atOnce = Math.max(channel.closedAtOnce ?? 0, kind.shape.closedAtOnce ?? 0)
    if (random.chance(atOnce)) {
      const closed = reported + random.logNormal(6 * MINUTE_MS, 0.5)
      life.add('closed', closed, { department: kind.shape.department })
      addReview(life, closed, false, shapes, answers, random)
      return life.inOrder()
    }
    const timing = drawTiming(reported, kind, shapes, clock, random)
    life.add('registered', timing.registered)
    life.add('dispatched', timing.dispatched, { department: kind.shape.department })
    life.add('accepted', timing.accepted)
    life.add('resolved', timing.resolved)
    life.add('closed', timing.closed)
    const last = addSideMoves(life, timing, kind, () => kinds.pick(random), shapes, random)
    const late = timing.closed > (timing.extendedDue ?? timing.due)
    addReview(life, last, late, shapes, answers, random)
    return life.inOrder()
  }
}

function caseIdOf(prefix: string, date: Date, seed: number, index: number): string {
  const day = date.toISOString().slice(0, 10).replaceAll('-', '')
  return `${prefix}${day}-${seed}-${String(index + 1).padStart(5, '0')}`
}

function titleOf(kind: CaseKind, shapes: Shapes, random: Random): string {
  return random.pick(kind.shape.titles).replace(PLACE, (all, name: string) =>
    random.pick(shapes.places[name] ?? [all]))
}
