/** A byte order mark: without it Excel takes UTF-8 for the system's code page. */
export const CSV_START = '\uFEFF'

export type CsvCell = string | number | null

/** What a spreadsheet would run as a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@\t\r]/
const UNSAFE_IN_NAMES = /[^\w.@-]/g
const SPECIAL = /[",\r\n]/

/**
 * One line of RFC 4180 with its CRLF. A text that begins like a formula gets an apostrophe in
 * front, so that it is shown and not run; numbers stay numbers. `null` is an empty cell.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Headers of a file to keep; of the name only what every file system takes. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replaceAll(UNSAFE_IN_NAMES, '_')}.csv"`,
  }
}

function csvCell(cell: CsvCell): string {
  if (cell === null)
    return ''
  if (typeof cell === 'number')
    return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return SPECIAL.test(safe) || safe !== cell ? `"${safe.replaceAll('"', '""')}"` : safe
}
