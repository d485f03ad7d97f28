import type { ZoneClock } from './zone-clock.ts'

const TOKEN = /yyyy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|[saZ]|SSS/g
const SPECIAL = /[.*+?^${}()|[\]\\]/g
const DIGITS: Record<string, string> = {
  yyyy: '\\d{4}',
  SSS: '\\d{3}',
  a: '[AaPp]\\.?[Mm]\\.?|上午|下午',
  Z: 'Z|[+-]\\d\\d:?\\d\\d',
}
const AFTERNOON = /^p|下午/i
const DAY = /^\d{4}-\d\d-\d\d$/
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** Milliseconds since 1970 of a written time, null when it is not in the format. */
export type TimeParser = (text: string) => number | null

/** Where in its day a date without a time lies: at its first or in its last second. */
export type DayPart = 'start' | 'end'

/**
 * A parser that tries the formats in turn: `iso`, `epochSeconds`, `epochMillis`, or a pattern of
 * yyyy MM M dd d HH H hh h mm m ss s SSS a Z. Times without an offset are of the clock's zone.
 */
export function compileTimeFormats(
  formats: readonly string[],
  clock: ZoneClock,
  dayPart: DayPart = 'start',
): TimeParser {
  const parsers = formats.map(format => compile(format, clock, dayPart))
  return (text) => {
    for (const parser of parsers) {
      const instant = parser(text)
      if (instant !== null)
        return instant
    }
    return null
  }
}

/** What is wrong with a format, null when nothing is. */
export function timeFormatProblem(format: string): string | null {
  if (['iso', 'epochSeconds', 'epochMillis'].includes(format))
    return null
  const tokens = format.match(TOKEN) ?? []
  const lacks = ['yyyy', 'M', 'd'].filter(part => !tokens.some(token => token.startsWith(part)))
  return lacks.length === 0 ? null : `'${format}' lacks ${lacks.join(', ')}`
}

function compile(format: string, clock: ZoneClock, dayPart: DayPart): TimeParser {
  const [lastHour, last] = dayPart === 'end' ? ['23', '59'] : ['0', '0']
  if (format === 'iso') {
    return text => DAY.test(text)
      ? parseIso(`${text}T${lastHour.padStart(2, '0')}:${last.padStart(2, '0')}:${last.padStart(2, '0')}`, clock)
      : parseIso(text, clock)
  }
  if (format === 'epochSeconds')
    return text => NUMBER.test(text) ? Math.round(Number(text) * 1000) : null
  if (format === 'epochMillis')
    return text => NUMBER.test(text) ? Math.round(Number(text)) : null
  const tokens = format.match(TOKEN) ?? []
  const literals = format.split(TOKEN).map(text => text.replace(SPECIAL, '\\$&'))
  const source = tokens.reduce((pattern, token, i) =>
    `${pattern}(${DIGITS[token] ?? (token.length === 1 ? '\\d{1,2}' : '\\d\\d')})${literals[i + 1]}`, literals[0] ?? '')
  const pattern = new RegExp(`^${source}$`)
  const isDay = !tokens.some(token => token.toLowerCase().startsWith('h'))
  const [noHour, noMinute] = isDay ? [lastHour, last] : ['0', '0']
  return (text) => {
    const match = pattern.exec(text)
    if (!match)
      return null
    const value = (...names: string[]): string | undefined =>
      match[tokens.findIndex(token => names.includes(token)) + 1 || Infinity]
    const wall = toWall(
      Number(value('yyyy')),
      Number(value('MM', 'M')),
      Number(value('dd', 'd')),
      toHour(Number(value('HH', 'H') ?? value('hh', 'h') ?? noHour), value('a')),
      Number(value('mm', 'm') ?? noMinute),
      Number(value('ss', 's') ?? noMinute),
      Number(value('SSS') ?? 0),
    )
    return wall === null ? null : toInstant(wall, value('Z'), clock)
  }
}

function parseIso(text: string, clock: ZoneClock): number | null {
  const match = ISO.exec(text)
  if (!match)
    return null
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = match
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
  const wall = toWall(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    millis,
  )
  return wall === null ? null : toInstant(wall, zone, clock)
}

/** The instant of a wall time with its offset, or of the clock's zone without one. */
function toInstant(wall: number, offset: string | undefined, clock: ZoneClock): number {
  if (offset === undefined)
    return clock.toInstant(wall)
  if (offset === 'Z')
    return wall
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return wall - Number(`${offset[0]}1`) * minutes * 60_000
}

// An hour of 0 or above 12 beside AM or PM is an error of the source: no time.
function toHour(hour: number, half: string | undefined): number {
  if (half === undefined)
    return hour
  if (hour < 1 || hour > 12)
    return Number.NaN
  return hour % 12 + (AFTERNOON.test(half) ? 12 : 0)
}

// Date.UTC would turn 31 June into 1 July: such a row is an error of the source.
function toWall(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  millis: number,
): number | null {
  if (!(hour <= 23) || minute > 59 || second > 59)
    return null
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, millis)
  const date = new Date(wall)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : null
}
