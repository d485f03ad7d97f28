import { EngineException } from '../engine-exception.ts'

const NEWLINE = 0x0A
const ROW_STARTS = {
  JSONCompactEachRow: '['.charCodeAt(0),
  JSONEachRow: '{'.charCodeAt(0),
} as const

/** Formats of rows that the engine takes. */
export type RowFormat = keyof typeof ROW_STARTS

/**
 * Rows as the engine can safely be given: one a line, each line beginning one. chdb ends inline
 * data at a blank line and runs what follows as SQL.
 * @throws {EngineException} UNKNOWN_FORMAT, INCORRECT_DATA with the number of the line
 */
export function checkRows(rows: Buffer, format: string): asserts format is RowFormat {
  if (!isRowFormat(format))
    throw new EngineException('UNKNOWN_FORMAT', `The embedded engine inserts ${Object.keys(ROW_STARTS).join(' and ')}, not ${format}.`)
  const start = ROW_STARTS[format]
  for (let at = 0, line = 1; at < rows.length; line += 1) {
    if (rows[at] !== start)
      throw new EngineException('INCORRECT_DATA', `Line ${line} of the rows does not begin with ${String.fromCharCode(start)}: ${format} is one row a line, without blank lines.`)
    const newline = rows.indexOf(NEWLINE, at)
    if (newline < 0)
      return
    at = newline + 1
  }
}

function isRowFormat(format: string): format is RowFormat {
  return Object.hasOwn(ROW_STARTS, format)
}
