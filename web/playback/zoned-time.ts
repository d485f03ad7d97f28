const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2}))?$/
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/
const DAY_MS = 86_400_000

/** Local times of one zone, whatever zone the screen's computer is in. */
export interface ZonedTimes {
  /**
   * Milliseconds since 1970 of `2026-11-21T09:00`, which is the zone's time, or of a time that
   * brings its own zone; null when it is neither. A time that the zone skips is taken as if it
   * had not; of one that comes twice, the first counts.
   */
  parse: (text: string) => number | null
  /** `2026-11-21T09:00:00` in the zone. */
  format: (ms: number) => string
  /** The zone's midnight before or at the moment. */
  startOfDay: (ms: number) => number
}

export function createZonedTimes(timezone: string): ZonedTimes {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })

  function format(ms: number): string {
    const part = Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]))
    return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`
  }

  /** What the zone's clock is ahead of UTC at the moment, milliseconds. */
  function offset(ms: number): number {
    const whole = Math.floor(ms / 1000) * 1000
    return Date.parse(`${format(whole)}Z`) - whole
  }

  function parseLocal(local: string): number | null {
    const asUtc = Date.parse(`${local}Z`)
    if (Number.isNaN(asUtc))
      return null
    // The offset is that of a day before or of a day after: zones change it once at a time.
    const found = [asUtc - offset(asUtc - DAY_MS), asUtc - offset(asUtc + DAY_MS)]
    return found.find(ms => format(ms) === local) ?? found[0]!
  }

  return {
    parse(text) {
      if (ZONED_TIME.test(text)) {
        const ms = Date.parse(text)
        return Number.isNaN(ms) ? null : ms
      }
      const [, day, time, seconds = '00'] = LOCAL_TIME.exec(text) ?? []
      return day === undefined ? null : parseLocal(`${day}T${time}:${seconds}`)
    },
    format,
    startOfDay: ms => parseLocal(`${format(ms).slice(0, 10)}T00:00:00`)!,
  }
}
