import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import { StartupError } from '../startup-error.ts'

const FILE = 'data.mdb'
/** LMDB's mark of a page that describes the file; two of them stand at its beginning, in turns. */
const MARK = Buffer.from([0xDE, 0xC0, 0xEF, 0xBE])
const SEARCHED_BYTES = 64
/** From the mark: size of a page, number of the last page in use, number of the transaction. */
const PAGE_SIZE_AT = 24
const LAST_PAGE_AT = 120
const TRANSACTION_AT = 128
const DESCRIPTION_BYTES = SEARCHED_BYTES + TRANSACTION_AT + 8
const SMALLEST_PAGE = 512

/**
 * Finds a state store whose end is missing before LMDB maps it: reading there ends the process
 * without a word. A file that is too long is none of that: a write that never became part of it.
 * @throws StartupError with what to do
 */
export function checkStateFile(directory: string): void {
  const file = path.join(directory, FILE)
  if (!existsSync(file))
    return
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const needed = neededBytes(descriptor)
    if (size > 0 && (needed === null || size < needed)) {
      throw new StartupError(`${file} is torn: it has ${size} bytes and describes `
        + `${needed ?? 'no'} bytes of its own. Restore the folder from a backup, or move it away and start once with `
        + '--rebuild: everything that ClickHouse has is taken from there, and events that were acked and '
        + 'not loaded yet are lost with the file, so let the sources send their last minutes again')
    }
  }
  finally {
    closeSync(descriptor)
  }
}

/** How long the file must be by the newer of its descriptions; null: it has none. */
function neededBytes(descriptor: number): number | null {
  const first = describe(descriptor, 0)
  if (first === null)
    return null
  const second = describe(descriptor, first.pageSize)
  const { pageSize, lastPage } = second !== null && second.transaction > first.transaction
    ? second
    : first
  return (lastPage + 1) * pageSize
}

interface Description { pageSize: number, lastPage: number, transaction: bigint }

function describe(descriptor: number, from: number): Description | null {
  const bytes = Buffer.alloc(DESCRIPTION_BYTES)
  readSync(descriptor, bytes, 0, DESCRIPTION_BYTES, from)
  const at = bytes.subarray(0, SEARCHED_BYTES).indexOf(MARK)
  if (at < 0)
    return null
  const pageSize = bytes.readUInt32LE(at + PAGE_SIZE_AT)
  const lastPage = Number(bytes.readBigUInt64LE(at + LAST_PAGE_AT))
  const transaction = bytes.readBigUInt64LE(at + TRANSACTION_AT)
  return pageSize < SMALLEST_PAGE ? null : { pageSize, lastPage, transaction }
}
