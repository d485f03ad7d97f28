import { IANAZone } from 'luxon'

const DAY_MS = 86_400_000
// Zones change their offset on quarter hours: one look-up serves a quarter of an hour.
const BUCKET_MS = 900_000
const MINUTE_MS = 60_000

/**
 * Wall-clock arithmetic of one zone, fast enough for every event: luxon is asked once per
 * quarter of an hour, not once per event. A "wall time" is the milliseconds that UTC would show
 * at the same reading of the clock.
 */
export class ZoneClock {
  readonly #zone: IANAZone
  readonly #offsets = new Map<number, number>()

  constructor(readonly name: string) {
    this.#zone = IANAZone.create(name)
  }

  /** Milliseconds to add to an instant to get its wall time. */
  offset(instant: number): number {
    const bucket = Math.floor(instant / BUCKET_MS)
    let offset = this.#offsets.get(bucket)
    if (offset === undefined) {
      offset = this.#zone.offset(bucket * BUCKET_MS) * MINUTE_MS
      this.#offsets.set(bucket, offset)
    }
    return offset
  }

  toWall(instant: number): number {
    return instant + this.offset(instant)
  }

  /**
   * The instant at which the clock shows a wall time. Of a time shown twice (autumn) the first;
   * for one never shown (spring) the moment of the change, so that the order of times is kept.
   */
  toInstant(wall: number): number {
    const before = this.offset(wall - DAY_MS)
    const after = this.offset(wall + DAY_MS)
    const early = wall - before
    if (before === after || this.offset(early) === before)
      return early
    const late = wall - after
    return this.offset(late) === after ? late : this.#changeBetween(late, early)
  }

  /** Moved by whole calendar days: the clock shows the same time of day. */
  addDays(instant: number, days: number): number {
    return days === 0 ? instant : this.toInstant(this.toWall(instant) + days * DAY_MS)
  }

  /** Calendar day as a number that grows by one a day. */
  dayOf(instant: number): number {
    return Math.floor(this.toWall(instant) / DAY_MS)
  }

  /** The instant at which a calendar day begins. */
  startOfDay(day: number): number {
    return this.toInstant(day * DAY_MS)
  }

  /** RFC 3339 with the zone's offset; milliseconds only where there are some. */
  format(instant: number): string {
    const offset = this.offset(instant)
    const text = new Date(instant + offset).toISOString()
    return text.slice(0, instant % 1000 === 0 ? 19 : 23) + toSuffix(offset / MINUTE_MS)
  }

  #changeBetween(low: number, high: number): number {
    const from = this.offset(low)
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.offset(middle) === from)
        low = middle
      else
        high = middle
    }
    return high
  }
}

function toSuffix(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
