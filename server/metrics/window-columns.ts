import type { Moment } from './moment.ts'

/** The last day that a Date can be, in 2149; ClickHouse takes what is beyond for seconds. */
const LAST_DAY = 65_535

/**
 * One column a window of the moment, from a template with `{in}` for "lies in the window" and
 * `{w}` for its number. Bounds are bound parameters: see dayBounds.
 */
export function dayColumns({ windows }: Moment, template: string): string {
  return windows.map((_, w) =>
    template.replaceAll('{in}', dayInWindow(w)).replaceAll('{w}', String(w))).join(',\n')
}

/** `day` lies in window w. */
export function dayInWindow(w: number): string {
  return `day >= toDate({from${w}:Int32}) AND day < toDate({to${w}:Int32})`
}

export function dayBounds({ windows }: Moment): Record<string, number> {
  return bounds(windows.map(({ from, to }) => [toDay(from), toDay(to)]))
}

/** The sums c0, c1, … of a row as an array. */
export function columnValues(row: object, prefix: string, { windows }: Moment): number[] {
  const cells = row as Record<string, number>
  return windows.map((_, w) => cells[`${prefix}${w}`] ?? 0)
}

function bounds(ranges: [number, number][]): Record<string, number> {
  return Object.fromEntries(ranges.flatMap(([from, to], w) => [[`from${w}`, from], [`to${w}`, to]]))
}

/** A day as ClickHouse's Date can hold it. */
function toDay(day: number): number {
  return Math.min(Math.max(day, 0), LAST_DAY)
}
