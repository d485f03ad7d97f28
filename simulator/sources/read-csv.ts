import { parse } from 'csv-parse'
import { SimError } from '../sim-error.ts'
import { readBytes } from './read-bytes.ts'

/**
 * The records of a CSV, the header first. A byte order mark, either kind of line end, and line
 * ends within quotes do no harm; a record with more or fewer cells than the header is an error.
 */
export async function* readCsv(file: string, delimiter: string): AsyncGenerator<string[]> {
  const bytes = await readBytes(file)
  const parser = parse({ bom: true, skip_empty_lines: true, delimiter })
  bytes.on('error', error => parser.destroy(error))
  try {
    for await (const record of bytes.pipe(parser))
      yield record as string[]
  }
  catch (error) {
    throw new SimError('source_unreadable', `${file}: ${(error as Error).message}`, { cause: error })
  }
}
