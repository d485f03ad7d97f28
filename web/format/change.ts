import { NO_DATA, percentDigits, SMALL_SAMPLE } from './figure.ts'

/** Direction and size of a change, in words that do not need colour. */
export interface Change {
  direction: 'up' | 'down' | 'same' | 'unknown'
  text: string
}

/**
 * Change against an earlier count, in percent of it. Of few cases a percentage would shout: the
 * difference itself is said. Against nothing there is no change to speak of.
 */
export function relativeChange(now: number | null, before: number | null): Change {
  if (now === null || before === null || before === 0)
    return { direction: 'unknown', text: NO_DATA }
  if (before < SMALL_SAMPLE)
    return withArrow(now - before, String(Math.abs(now - before)))
  return withArrow(now - before, `${percentDigits(Math.abs(now - before) / before)}%`)
}

/** Change of a ratio, in percentage points. */
export function pointChange(now: number | null, before: number | null): Change {
  if (now === null || before === null)
    return { direction: 'unknown', text: NO_DATA }
  const points = Math.round((now - before) * 1000) / 10
  return withArrow(points, Math.abs(points).toFixed(1))
}

function withArrow(difference: number, text: string): Change {
  if (difference === 0)
    return { direction: 'same', text: '±0' }
  return difference > 0
    ? { direction: 'up', text: `▲${text}` }
    : { direction: 'down', text: `▼${text}` }
}
