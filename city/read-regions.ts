import type { Problems } from './problems.ts'
import { CsvError, parse } from 'csv-parse/sync'

/** A line of regions.csv as it stands; nothing checked but the columns. */
export interface RegionRow {
  line: number
  code: string
  name: string
  level: string
  parent: string
  lon: string
  lat: string
  population: string
}

const REQUIRED = ['code', 'name', 'level', 'parent']
const KNOWN = [...REQUIRED, 'lon', 'lat', 'population']

/** Rows of a regions.csv; problems with its columns or quoting are added to `problems`. */
export function readRegions(text: string, problems: Problems): RegionRow[] {
  const records = parseCsv(text, problems)
  const header = records[0]
  if (!header) {
    problems.add(1, `is empty, begin with the header ${REQUIRED.join(',')}`)
    return []
  }
  const missing = REQUIRED.filter(column => !header.record.includes(column))
  if (missing.length > 0) {
    problems.add(1, `lacks the column ${missing.join(', ')}, add it to the header`)
    return []
  }
  for (const column of header.record) {
    if (!KNOWN.includes(column))
      problems.add(1, `column '${column}' is not a column of this format, remove it`)
  }
  return records.slice(1).map(({ record, info }) => {
    const field = (column: keyof RegionRow): string => record[header.record.indexOf(column)] ?? ''
    return {
      line: info.lines,
      code: field('code'),
      name: field('name'),
      level: field('level'),
      parent: field('parent'),
      lon: field('lon'),
      lat: field('lat'),
      population: field('population'),
    }
  })
}

interface CsvRecord { record: string[], info: { lines: number } }

function parseCsv(text: string, problems: Problems): CsvRecord[] {
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true }
    return parse(text, options) as unknown as CsvRecord[]
  }
  catch (error) {
    if (!(error instanceof CsvError))
      throw error
    problems.add(Number(error.lines ?? 1), `is not CSV (${error.message}), correct the line`)
    return []
  }
}
