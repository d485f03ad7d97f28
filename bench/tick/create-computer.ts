import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { FrameComputer } from '../../server/ports.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createFrameComputer } from '../../server/metrics/frame-computer.ts'

/** What computes the server's frames, before a store of the bench; it keeps nothing. */
export function createComputer(city: City, database: Database): FrameComputer {
  return createFrameComputer({
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database,
    wallNow: Date.now,
  })
}
