import { SimError } from '../sim-error.ts'
import { readBytes } from './read-bytes.ts'

/** Largest JSON document read, in characters: it is held in memory as a whole. */
export const MAX_JSON_CHARACTERS = 256 * 2 ** 20
const BYTE_ORDER_MARK = /^\uFEFF/

/** The rows of a JSON document: an array of objects, or an object that holds one array. */
export async function readJsonArray(file: string): Promise<unknown[]> {
  const bytes = await readBytes(file)
  bytes.setEncoding('utf8')
  let text = ''
  try {
    for await (const part of bytes) {
      text += part as string
      if (text.length > MAX_JSON_CHARACTERS) {
        throw new SimError('source_unreadable', `${file} is longer than ${MAX_JSON_CHARACTERS} `
          + 'characters, write it as NDJSON, an object a line')
      }
    }
    return rowsOf(JSON.parse(text.replace(BYTE_ORDER_MARK, '')), file)
  }
  catch (error) {
    if (error instanceof SimError)
      throw error
    throw new SimError('source_unreadable', `${file}: ${(error as Error).message}`, { cause: error })
  }
}

/** The rows of a parsed document. Throws SimError `source_unreadable`. */
export function rowsOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value))
    return value
  const arrays = Object.values(value ?? {}).filter(Array.isArray)
  if (typeof value !== 'object' || arrays.length !== 1) {
    throw new SimError('source_unreadable', `${name} is no array of objects, nor an object that `
      + 'holds one array, give another file')
  }
  return arrays[0]!
}
