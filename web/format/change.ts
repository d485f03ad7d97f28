import { NO_DATA, percentDigits } from './figure.ts'

/** Direction and size of a change, in words that do not need colour. */
export interface Change {
  direction: 'up' | 'down' | 'same' | 'unknown'
  text: string
}

/** Change against an earlier count, in percent of it. Against nothing there is no percentage. */
export function relativeChange(now: number | null, before: number | null): Change {
  if (now === null || before === null || before === 0)
    return { direction: 'unknown', text: NO_DATA }
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
