import type { MappingFile } from '../mapping/mapping-file.ts'
import type { Row } from '../mapping/row.ts'
import { SimError } from '../sim-error.ts'
import { mappedColumns } from './mapped-columns.ts'
import { readCsv } from './read-csv.ts'
import { readJsonArray } from './read-json-array.ts'
import { readJsonLines } from './read-json-lines.ts'
import { readParquet } from './read-parquet.ts'
import { tableFormat } from './table-format.ts'

type ReadBy = Pick<MappingFile, 'blanks' | 'delimiter'>

/**
 * The rows of a case table: CSV with a header, NDJSON, a JSON array, or Parquet. The columns that
 * the mapping reads must all exist in a CSV and in a Parquet file.
 */
export async function* readRows(file: string, mapping: MappingFile): AsyncGenerator<Row> {
  const columns = mappedColumns(mapping)
  switch (tableFormat(file)) {
    case 'csv':
      yield* readCsvRows(file, mapping, columns)
      return
    case 'ndjson':
      for await (const { value } of readJsonLines(file))
        yield toRow(value, mapping)
      return
    case 'json':
      for (const value of await readJsonArray(file))
        yield toRow(value, mapping)
      return
    case 'parquet':
      for await (const value of readParquet(file, names => checkColumns(file, names, columns)))
        yield toRow(value, mapping)
  }
}

/** A row of an object: `a.b` is the value b in the object a, unless there is a key `a.b`. */
export function toRow(value: unknown, { blanks = [] }: ReadBy): Row {
  const toText = createToText(blanks)
  return column => toText(valueAt(value, column))
}

async function* readCsvRows(
  file: string,
  mapping: ReadBy,
  columns: readonly string[],
): AsyncGenerator<Row> {
  const toText = createToText(mapping.blanks ?? [])
  let places: Map<string, number> | null = null
  for await (const record of readCsv(file, mapping.delimiter ?? ',')) {
    if (places) {
      const at = places
      yield column => toText(record[at.get(column) ?? Infinity])
    }
    else {
      const header = record.map(column => column.trim())
      places = new Map(header.map((column, i) => [column, i]))
      checkColumns(file, header, columns)
    }
  }
}

function createToText(blanks: readonly string[]): (value: unknown) => string {
  const empty = new Set(blanks)
  return (value) => {
    const text = value === null || value === undefined
      ? ''
      : (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim()
    return empty.has(text) ? '' : text
  }
}

function valueAt(value: unknown, column: string): unknown {
  const record = value as Record<string, unknown> | null
  if (typeof record !== 'object' || record === null)
    return undefined
  const dot = column.indexOf('.')
  return dot < 0 || column in record
    ? record[column]
    : valueAt(record[column.slice(0, dot)], column.slice(dot + 1))
}

function checkColumns(file: string, header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter(column => !header.includes(column))
  if (missing.length > 0) {
    throw new SimError('source_unreadable', `${file} has no column ${missing.join(', ')}; `
      + `it has ${header.join(', ')}. Correct the mapping or give another file`)
  }
}
