/** Time and day of a moment in the city's zone, whatever the screen's computer is set to. */
export interface ClockReader {
  time: (ms: number) => string
  day: (ms: number) => string
  /** HH:MM, with month and day in front of it when `ms` is not of the day of `now`. */
  moment: (ms: number, now: number) => string
}

export function createClockReader(timezone: string, locale: string): ClockReader {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  })
  // Chinese sets the weekday behind the date without a gap.
  const apart = (ms: number) => day.formatToParts(ms)
    .map(({ type, value }, i) => type === 'weekday' && i > 0 ? ` ${value}` : value)
    .join('')
  const date = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const moment = (ms: number, now: number): string => {
    const [then, today] = [date.format(ms), date.format(now)]
    const minute = time.format(ms).slice(0, 5)
    return then === today ? minute : `${then.slice(5)} ${minute}`
  }
  return { time: ms => time.format(ms), day: apart, moment }
}

/** HH:MM:SS of an RFC 3339 text that is in the city's zone already, as frames' times are. */
export function timeOf(at: string): string {
  return at.slice(11, 19)
}

/** YYYY-MM-DD of an RFC 3339 text that is in the city's zone already. */
export function dayOf(at: string): string {
  return at.slice(0, 10)
}
