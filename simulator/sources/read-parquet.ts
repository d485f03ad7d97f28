import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { programFile } from '../../programs/programs.ts'
import { SimError } from '../sim-error.ts'
import { checkFile } from './read-bytes.ts'

const MAX_COMPLAINT = 500

interface Head { names: string[], instants: string[] }
interface Record { [column: string]: unknown }

/**
 * The rows of a Parquet file, read by ClickHouse in a process of its own. Times that the file
 * calls instants are told in UTC with a Z, local ones as they stand, dates as yyyy-MM-dd.
 * @param file also with a path; not packed
 * @param onColumns told the names of the columns before the first row; may throw
 */
export async function* readParquet(
  file: string,
  onColumns: (names: readonly string[]) => void,
): AsyncGenerator<Record> {
  await checkFile(file)
  if (file.toLowerCase().endsWith('.gz'))
    throw new SimError('source_unreadable', `${file} is packed, Parquet is so by itself: unpack it`)
  const child = spawn(process.execPath, [programFile('sim-parquet'), path.resolve(file)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'close')
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => complaint += text.toString().slice(0, MAX_COMPLAINT))
  try {
    let head: Head | null = null
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      if (!head) {
        head = JSON.parse(line) as Head
        onColumns(head.names)
      }
      else if (line !== '') {
        yield withZones(JSON.parse(line) as Record, head.instants)
      }
    }
    const [code] = await exited as [number | null]
    if (code !== 0)
      throw new SimError('source_unreadable', `cannot read ${file} as Parquet: ${complaint.trim()}`)
  }
  finally {
    child.kill()
  }
}

function withZones(record: Record, instants: readonly string[]): Record {
  for (const column of instants) {
    if (typeof record[column] === 'string')
      record[column] = `${record[column]}Z`
  }
  return record
}
