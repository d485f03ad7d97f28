import type { ZoneClock } from './zone-clock.ts'

const TOKEN = /yyyy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|[sa]|SSS/g
const SPECIAL = /[.*+?^${}()|[\]\\]/g
const DIGITS: Record<string, string> = { yyyy: '\\d{4}', SSS: '\\d{3}', a: '[AaPp][Mm]' }
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** Milliseconds since 1970 of a written time, null when it is not in the format. */
export type TimeParser = (text: string) => number | null

/**
 * A parser that tries the formats in turn: `iso`, `epochSeconds`, `epochMillis`, or a pattern of
 * yyyy MM M dd d HH H hh h mm m ss s SSS a. Times without an offset are of the clock's zone.
 */
export function compileTimeFormats(formats: readonly string[], clock: ZoneClock): TimeParser {
  const parsers = formats.map(format => compile(format, clock))
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

function compile(format: string, clock: ZoneClock): TimeParser {
  if (format === 'iso')
    return text => parseIso(text, clock)
  if (format === 'epochSeconds')
    return text => NUMBER.test(text) ? Math.round(Number(text) * 1000) : null
  if (format === 'epochMillis')
    return text => NUMBER.test(text) ? Math.round(Number(text)) : null
  const tokens = format.match(TOKEN) ?? []
  const literals = format.split(TOKEN).map(text => text.replace(SPECIAL, '\\$&'))
  const source = tokens.reduce((pattern, token, i) =>
    `${pattern}(${DIGITS[token] ?? (token.length === 1 ? '\\d{1,2}' : '\\d\\d')})${literals[i + 1]}`, literals[0] ?? '')
  const pattern = new RegExp(`^${source}$`)
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
      toHour(Number(value('HH', 'H') ?? value('hh', 'h') ?? 0), value('a')),
      Number(value('mm', 'm') ?? 0),
      Number(value('ss', 's') ?? 0),
      Number(value('SSS') ?? 0),
    )
    return wall === null ? null : clock.toInstant(wall)
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
  if (wall === null || zone === undefined)
    return wall === null ? null : clock.toInstant(wall)
  if (zone === 'Z')
    return wall
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return wall - Number(`${zone[0]}1`) * minutes * 60_000
}

function toHour(hour: number, half: string | undefined): number {
  return half === undefined ? hour : hour % 12 + (half.toLowerCase() === 'pm' ? 12 : 0)
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
  if (hour > 23 || minute > 59 || second > 59)
    return null
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, millis)
  const date = new Date(wall)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : null
}
