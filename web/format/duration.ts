import type { Messages } from '../i18n/messages.ts'
import type { Figure } from './figure.ts'
import { NO_DATA } from './figure.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** From here on nobody asks for hours; a list has the room for what happened. */
const MANY_DAYS = 10

/** A length of time in its two largest parts: 3天6时, 3时12分, 12分; of many days in days. */
export function durationText(ms: number, { duration: d }: Messages): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS)
  if (minutes === 0)
    return d.underMinute
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor(minutes / 60) % 24
  if (days >= MANY_DAYS)
    return join(days, d.day, 0, d.hour, d.gap)
  if (days > 0)
    return join(days, d.day, hours, d.hour, d.gap)
  return join(hours, d.hour, minutes % 60, d.minute, d.gap)
}

function join(big: number, bigUnit: string, small: number, smallUnit: string, gap: string) {
  const parts = []
  if (big > 0)
    parts.push(`${big.toLocaleString('en-US')}${bigUnit}`)
  if (small > 0)
    parts.push(`${small}${smallUnit}`)
  return parts.join(gap)
}

/** How long ago, in one part that changes rarely enough to be read. */
export function ageText(ms: number, { age }: Messages): string {
  if (ms < 1000)
    return age.now
  if (ms < MINUTE_MS)
    return `${Math.floor(ms / 1000)}${age.seconds}`
  if (ms < HOUR_MS)
    return `${Math.floor(ms / MINUTE_MS)}${age.minutes}`
  if (ms < DAY_MS)
    return `${Math.floor(ms / HOUR_MS)}${age.hours}`
  return `${Math.floor(ms / DAY_MS)}${age.days}`
}

/** A duration metric: minutes below an hour, hours below two days, then days. */
export function hoursFigure(hours: number | null, { units }: Messages): Figure {
  if (hours === null)
    return { digits: NO_DATA, unit: '' }
  if (hours < 1)
    return { digits: String(Math.round(hours * 60)), unit: units.minutes }
  return hours < 48
    ? { digits: hours.toFixed(1), unit: units.hours }
    : { digits: (hours / 24).toFixed(1), unit: units.days }
}
