import type { City } from '../../../city/city.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Moment } from '../moment.ts'

/** What an answer is asked with. Loads are kept away meanwhile. */
export interface AnswerQuestion {
  database: Database
  city: City
  moment: Moment
  scope: string
}

const HOUR_MS = 3_600_000

/** Start of the stretch of so many days that ends with today, milliseconds since 1970. */
export function daysAgo({ today, calendar }: Moment, days: number): number {
  return calendar.startOfDay(today - days + 1)
}

/** Hours of a length in milliseconds; null stays null. */
export function toHours(ms: number | null): number | null {
  return ms === null ? null : ms / HOUR_MS
}
