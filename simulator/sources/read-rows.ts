import type { Row } from '../mapping/row.ts'
import { parse } from 'csv-parse'
import { SimError } from '../sim-error.ts'
import { readBytes } from './read-bytes.ts'
import { readJsonLines } from './read-json-lines.ts'

/**
 * The rows of a case table: CSV with a header, or NDJSON with an object a line.
 * `blanks` are texts that mean "nothing"; `columns` must all exist in a CSV.
 */
export async function* readRows(
  file: string,
  blanks: readonly string[],
  columns: readonly string[],
): AsyncGenerator<Row> {
  const empty = new Set(blanks)
  const toText = (value: unknown): string => {
    const text = value === null || value === undefined ? '' : String(value).trim()
    return empty.has(text) ? '' : text
  }
  if (file.replace('.gz', '').endsWith('.ndjson')) {
    for await (const { value } of readJsonLines(file)) {
      const record = value as Record<string, unknown>
      yield column => toText(record[column])
    }
    return
  }
  let places: Map<string, number> | null = null
  for await (const record of readCsv(file)) {
    if (places) {
      const at = places
      yield column => toText(record[at.get(column) ?? Infinity])
    }
    else {
      places = new Map(record.map((column, i) => [column, i]))
      checkColumns(file, record, columns)
    }
  }
}

async function* readCsv(file: string): AsyncGenerator<string[]> {
  const bytes = await readBytes(file)
  const parser = parse({ bom: true, skip_empty_lines: true })
  bytes.on('error', error => parser.destroy(error))
  try {
    for await (const record of bytes.pipe(parser))
      yield record as string[]
  }
  catch (error) {
    throw new SimError('source_unreadable', `${file}: ${(error as Error).message}`, { cause: error })
  }
}

function checkColumns(file: string, header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter(column => !header.includes(column))
  if (missing.length > 0) {
    throw new SimError('source_unreadable', `${file} has no column ${missing.join(', ')}; `
      + `it has ${header.join(', ')}. Correct the mapping or give another file`)
  }
}
