import { createInterface } from 'node:readline'
import { SimError } from '../sim-error.ts'
import { readBytes } from './read-bytes.ts'

const BYTE_ORDER_MARK = /^\uFEFF/

/** The objects of an NDJSON file with their 1-based lines. Blank lines are passed over. */
export async function* readJsonLines(
  file: string,
): AsyncGenerator<{ line: number, value: unknown }> {
  const bytes = await readBytes(file)
  let line = 0
  try {
    for await (const text of createInterface({ input: bytes, crlfDelay: Infinity })) {
      line += 1
      const json = line === 1 ? text.replace(BYTE_ORDER_MARK, '') : text
      if (json.trim() !== '')
        yield { line, value: JSON.parse(json) }
    }
  }
  catch (error) {
    if (error instanceof SimError)
      throw error
    const { message } = error as Error
    throw new SimError('source_unreadable', `${file}:${line}: ${message}`, { cause: error })
  }
}
