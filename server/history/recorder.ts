import type { Frame } from '../../contract/frame.ts'
import type { FrameToKeep, KeptFrames } from './kept-frames.ts'
import { createHash } from 'node:crypto'
import { setTimeout as pause, setImmediate } from 'node:timers/promises'

/** At most one frame a scope in so long. */
const EVERY_MS = 10_000
/**
 * A frame that does not change is kept as often as this: a longer gap then says that nobody
 * computed, not that nothing happened.
 */
const KEEP_ANYWAY_MS = 300_000
const ATTEMPTS = 3
const RETRY_MS = 1000
/** Of one insert. */
const MAX_BYTES = 16 * 1024 * 1024

/** A frame that walls show from now on. */
export interface ShownFrame {
  frame: Frame
  /** JSON of each panel: what frames are compared by. */
  panelTexts: Readonly<Record<string, string>>
  /** JSON of the frame. */
  encode: () => string
}

/** Keeps what walls show, in the background. */
export interface Recorder {
  /** Cheap: only the newest frame of each scope is remembered. */
  offer: (shown: ShownFrame) => void
  /** Writes what is pending now. Never rejects. */
  flush: () => Promise<void>
  /** Writes what is pending and ends. Never rejects. */
  close: () => Promise<void>
}

export interface RecorderOptions {
  store: Pick<KeptFrames, 'encode' | 'write'>
  log: {
    info: (message: string) => void
    error: (details: object, message: string) => void
  }
  /** Hears how many frames were kept, or given up. */
  onResult: (result: 'kept' | 'lost', frames: number) => void
  /** @default 10_000 */
  everyMs?: number
  /** Wait before the second attempt of a write; the third waits twice as long. @default 1000 */
  retryMs?: number
}

interface LastKept { digest: string, asOfMs: number }

interface Batch {
  rows: string[]
  bytes: number
  kept: Map<string, LastKept>
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { store, log, onResult, everyMs = EVERY_MS, retryMs = RETRY_MS } = options
  const pending = new Map<string, ShownFrame>()
  const last = new Map<string, LastKept>()
  let failing = false
  let closed = false
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => void flush(), everyMs)
  timer.unref()

  async function flush(): Promise<void> {
    running = running.then(writePending)
    return running
  }

  async function writePending(): Promise<void> {
    const shown = [...pending.values()]
    pending.clear()
    let batch = newBatch()
    for (const one of shown) {
      const row = toRow(one, last)
      if (row === null)
        continue
      if (batch.bytes + row.text.length > MAX_BYTES && batch.rows.length > 0) {
        await write(batch)
        batch = newBatch()
      }
      const text = store.encode(row)
      batch.rows.push(text)
      batch.bytes += text.length
      batch.kept.set(row.scope, row.kept)
      // A frame is 60 KB of JSON: requests and ticks come in between.
      await setImmediate()
    }
    if (batch.rows.length > 0)
      await write(batch)
  }

  async function write({ rows, kept }: Batch): Promise<void> {
    const token = createHash('sha256').update(rows.join('\n')).digest('hex')
    for (let attempt = 1; ; attempt++) {
      try {
        await store.write(rows, token)
        kept.forEach((one, scope) => last.set(scope, one))
        onResult('kept', rows.length)
        if (failing)
          log.info('frames are kept again')
        failing = false
        return
      }
      catch (error) {
        if (attempt < ATTEMPTS && !closed) {
          await pause(retryMs * attempt)
          continue
        }
        // Not remembered as kept: what walls show ten seconds later is tried instead.
        onResult('lost', rows.length)
        if (!failing)
          log.error({ err: error }, 'frames cannot be kept; the walls go on, playback will have a gap')
        failing = true
        return
      }
    }
  }

  return {
    offer: (shown) => {
      if (shown.frame.staleSince === null)
        pending.set(shown.frame.scope, shown)
    },
    flush,
    async close() {
      closed = true
      clearInterval(timer)
      await flush()
    },
  }
}

function newBatch(): Batch {
  return { rows: [], bytes: 0, kept: new Map() }
}

/** Null: the scope shows what was kept of it last. */
function toRow(
  { frame, panelTexts, encode }: ShownFrame,
  last: ReadonlyMap<string, LastKept>,
): (FrameToKeep & { kept: LastKept }) | null {
  const asOfMs = Date.parse(frame.asOf)
  const hash = createHash('sha256')
  for (const [name, text] of Object.entries(panelTexts))
    hash.update(name).update(text)
  const digest = hash.digest('base64')
  const before = last.get(frame.scope)
  const since = before === undefined ? Infinity : Math.abs(asOfMs - before.asOfMs)
  if (before?.digest === digest && since < KEEP_ANYWAY_MS)
    return null
  return {
    scope: frame.scope,
    asOfMs,
    computedAtMs: Date.parse(frame.computedAt),
    epoch: frame.epoch,
    tick: frame.tick,
    seq: frame.seq,
    text: encode(),
    kept: { digest, asOfMs },
  }
}
