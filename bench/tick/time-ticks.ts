import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { FrameComputer } from '../../server/ports.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createFrameComputer } from '../../server/metrics/frame-computer.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { median } from '../report/median.ts'

/** What computes the server's frames, before a store of the bench. */
export function createComputer(city: City, database: Database): FrameComputer {
  return createFrameComputer({
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database,
    wallNow: Date.now,
  })
}

/** The middle one of several ticks. */
export async function timeTicks(
  computer: FrameComputer,
  scopes: readonly string[],
  now: number,
  ticks: number,
): Promise<number> {
  const times: number[] = []
  for (let tick = 0; tick < ticks; tick++) {
    const started = steadyNow()
    await computer.compute(scopes, now)
    times.push(steadyNow() - started)
  }
  return median(times)
}
