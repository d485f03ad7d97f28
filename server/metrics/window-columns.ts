import type { Moment } from './moment.ts'

/** The last day that a Date can be, in 2149; ClickHouse takes what is beyond for seconds. */
const LAST_DAY = 65_535

/**
 * One column a window of the moment, from a template with `{in}` for "lies in the window" and
 * `{w}` for its number. Bounds are bound parameters: see dayBounds and hourBounds.
 */
export function dayColumns({ windows }: Moment, template: string): string {
  return columns(windows.length, template, w =>
    `day >= toDate({from${w}:Int32}) AND day < toDate({to${w}:Int32})`)
}

/** As dayColumns, for a column `hour`; hour 0 (no due time) lies in no window. */
export function hourColumns({ windows }: Moment, template: string): string {
  return columns(windows.length, template, w =>
    `hour > 0 AND hour >= toDateTime({from${w}:Int64}, 'UTC') AND hour < toDateTime({to${w}:Int64}, 'UTC')`)
}

export function dayBounds({ windows }: Moment): Record<string, number> {
  return bounds(windows.map(({ from, to }) => [toDay(from), toDay(to)]))
}

export function hourBounds({ windows, calendar }: Moment): Record<string, number> {
  const start = (day: number): number => day === 0 ? 0 : calendar.startOfDay(day) / 1000
  return bounds(windows.map(({ from, to }) => [start(from), start(to)]))
}

/** The sums c0, c1, … of a row as an array. */
export function columnValues(row: object, prefix: string, { windows }: Moment): number[] {
  const cells = row as Record<string, number>
  return windows.map((_, w) => cells[`${prefix}${w}`] ?? 0)
}

function columns(count: number, template: string, condition: (w: number) => string): string {
  return Array.from({ length: count }, (_, w) =>
    template.replaceAll('{in}', condition(w)).replaceAll('{w}', String(w))).join(',\n')
}

function toDay(day: number): number {
  return Math.min(Math.max(day, 0), LAST_DAY)
}

function bounds(ranges: [number, number][]): Record<string, number> {
  return Object.fromEntries(ranges.flatMap(([from, to], w) => [[`from${w}`, from], [`to${w}`, to]]))
}
