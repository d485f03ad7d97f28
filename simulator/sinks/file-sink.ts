import type { Writable } from 'node:stream'
import type { OutEvent, Sink } from './sink.ts'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { SimError } from '../sim-error.ts'
import { Tally } from './tally.ts'

/** Writes events to an .ndjson file, packed when its name ends in .gz. Replaces the file. */
export function createFileSink(file: string): Sink {
  const tally = new Tally()
  const target = createWriteStream(file)
  const done = finished(target).catch((error: Error) => {
    throw new SimError('out_unwritable', `cannot write ${file}: ${error.message}`, { cause: error })
  })
  // The failure is told by the next send or by close; until then nobody waits for it.
  done.catch(() => {})
  let stream: Writable = target
  if (file.endsWith('.gz')) {
    stream = createGzip()
    stream.pipe(target)
  }
  return {
    tally,
    get acked() {
      return tally.sent
    },
    batchSize: 2000,
    send: async (events: readonly OutEvent[]) => {
      const text = events.map(event => `${event.line}\n`).join('')
      if (!stream.write(text))
        await Promise.race([once(stream, 'drain'), done])
      tally.sent += events.length
      tally.accepted += events.length
    },
    // A file hears nothing.
    heartbeat: async () => {},
    close: async () => {
      stream.end()
      await done
    },
  }
}
