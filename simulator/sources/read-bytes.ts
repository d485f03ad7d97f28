import type { Readable } from 'node:stream'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { SimError } from '../sim-error.ts'

/** The text of a file as a stream, unpacked when its name ends in .gz. */
export async function readBytes(file: string): Promise<Readable> {
  await checkFile(file)
  const raw = createReadStream(file)
  if (!file.toLowerCase().endsWith('.gz'))
    return raw
  const unpacked = createGunzip()
  raw.on('error', error => unpacked.destroy(error))
  return raw.pipe(unpacked)
}

/** Throws SimError `source_unreadable` unless there is such a file. */
export async function checkFile(file: string): Promise<void> {
  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new SimError('source_unreadable', `cannot read ${file} (${error.code}), `
      + 'give --from a file relative to the current directory')
  })
  if (!info.isFile())
    throw new SimError('source_unreadable', `${file} is not a file, give --from a file`)
}
