import type { HoursPanel } from '../../contract/panels/hours.ts'
import type { Messages } from '../i18n/messages.ts'
import type { ChartPlace } from '../parts/chart-place.ts'
import type { ZonedTimes } from '../playback/zoned-time.ts'
import { fullHours } from '../charts/hours-option.ts'
import { countText } from '../format/figure.ts'

const HOUR_MS = 3_600_000

/**
 * The hours of the curve as places to open. Today's line ends with the last full hour: from there
 * on only yesterday's is drawn, and a place opens that.
 */
export function hourPlaces(
  panel: HoursPanel,
  times: Pick<ZonedTimes, 'startOfDay' | 'format'>,
  t: Messages,
  hrefOf: (from: string, to: string) => string | null,
): ChartPlace[] {
  const { hours } = panel
  const full = fullHours(panel)
  if (hours[0] === undefined)
    return []
  const midnight = Date.parse(hours[0].at)
  const before = times.startOfDay(midnight - 1)
  return hours.map(({ at, reported, reportedBefore }, i) => {
    if (i < full) {
      const to = new Date(Date.parse(at) + HOUR_MS).toISOString()
      return {
        key: at,
        label: `${at.slice(11, 16)} ${countText(reported, t)}`,
        href: hrefOf(at, hours[i + 1]?.at ?? to),
      }
    }
    // As the server pairs them: the hour at the same distance from midnight.
    const from = before + Date.parse(at) - midnight
    return {
      key: at,
      label: t.hours.before(times.format(from).slice(11, 16), countText(reportedBefore, t)),
      // Where clocks went forward yesterday, its last hour is missing.
      href: from < midnight
        ? hrefOf(new Date(from).toISOString(), new Date(from + HOUR_MS).toISOString())
        : null,
    }
  })
}
