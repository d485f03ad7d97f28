import type { QuietHours } from '../../contract/alarm-rules.ts'

/** Tells whether an instant lies in quiet hours of the city, whatever the browser's zone is. */
export function createQuietHours(
  timezone: string,
): (hours: readonly QuietHours[], ms: number) => boolean {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (hours, ms) => {
    const now = clock.format(ms)
    return hours.some(({ from, to }) => from < to
      ? now >= from && now < to
      // Over midnight: the evening from `from`, and the morning until `to`.
      : now >= from || now < to)
  }
}
