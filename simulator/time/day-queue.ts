import type { ZoneClock } from './zone-clock.ts'

/** What is still to come, by the day on which it does: only that is held in memory. */
export interface DayQueue<Item> {
  put: (item: Item, at: number) => void
  /** All of a day, in no order; they are gone from the queue. */
  take: (day: number) => Item[]
}

/** Instants are milliseconds since 1970, days those of the clock. */
export function createDayQueue<Item>(clock: ZoneClock): DayQueue<Item> {
  const coming = new Map<number, Item[]>()
  return {
    put(item, at) {
      const day = clock.dayOf(at)
      const items = coming.get(day)
      if (items)
        items.push(item)
      else
        coming.set(day, [item])
    },
    take(day) {
      const items = coming.get(day) ?? []
      coming.delete(day)
      return items
    },
  }
}
