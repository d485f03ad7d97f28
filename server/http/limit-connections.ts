import type { FastifyBaseLogger, FastifyInstance } from 'fastify'

/** How long requests may take to end once the server closes; main.ts waits for 20 s. */
const FAREWELL_MS = 8000

/** `full`: as many as may be were open. `slow`: its request did not come in time. */
export type CutReason = 'full' | 'slow'

export interface ConnectionLimits {
  /** Beyond so many, connections are cut as soon as they are made. */
  maxConnections: number
  log: FastifyBaseLogger
  /** Told of each connection that was cut. */
  onCut: (reason: CutReason) => void
  /** How long cuts are gathered for one line of the log, ms. @default 5000 */
  gatherMs?: number
}

/**
 * Keeps the number of connections within its limit and tells of those that were cut: a flood of
 * them is some lines in the log, not as many as there were connections.
 */
export function limitConnections(app: FastifyInstance, limits: ConnectionLimits): void {
  const { maxConnections, log, onCut, gatherMs = 5000 } = limits
  const full = gather(gatherMs, connections => log.warn(
    { connections, maxConnections },
    'connections were cut at once, so many are open already',
  ))
  const slow = gather(gatherMs, connections => log.warn(
    { connections },
    'connections were closed, their requests did not come in time',
  ))
  app.server.maxConnections = maxConnections
  app.server.on('drop', () => {
    onCut('full')
    full.add()
  })
  app.server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ERR_HTTP_REQUEST_TIMEOUT')
      return
    onCut('slow')
    slow.add()
  })
  // Node closes idle connections by itself; one that hangs half open would keep the server alive.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), FAREWELL_MS).unref()
  })
  app.addHook('onClose', async () => {
    full.tell()
    slow.tell()
  })
}

/** Counts, and says how many there were some time after the first. */
function gather(afterMs: number, say: (count: number) => void): Record<'add' | 'tell', () => void> {
  let count = 0
  let timer: NodeJS.Timeout | undefined
  function tell(): void {
    clearTimeout(timer)
    timer = undefined
    if (count > 0)
      say(count)
    count = 0
  }
  return {
    add() {
      count += 1
      timer ??= setTimeout(tell, afterMs).unref()
    },
    tell,
  }
}
