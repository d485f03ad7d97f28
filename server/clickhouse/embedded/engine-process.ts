import type { FromEngine, ToEngine } from './messages.ts'
import { mkdirSync } from 'node:fs'
import { DataDirTakenError, lockDataDir } from './data-dir-lock.ts'
import { openEngineCore } from './engine-core.ts'
import { serveEngine } from './http/serve-engine.ts'
import { LIMITS } from './limits.ts'

type Start = ToEngine & { kind: 'start' }

/** How long an orphan is given to stop in order. */
const ORPHAN_MS = 2_000

let stop: () => Promise<void> = async () => undefined

async function start(options: Start): Promise<void> {
  mkdirSync(options.dataDir, { recursive: true })
  const unlock = await lockDataDir(options.dataDir, LIMITS.lockWaitMs)
  const core = await openEngineCore(options)
  const server = await serveEngine(core, options)
  stop = async () => {
    await server.close()
    await core.close()
    unlock()
  }
  tell({ kind: 'ready', port: server.port })
}

async function startOrRefuse(options: Start): Promise<void> {
  try {
    await start(options)
  }
  catch (error) {
    if (!(error instanceof DataDirTakenError))
      throw error
    process.send?.({ kind: 'refused', code: error.code, message: error.message } satisfies FromEngine, () => process.exit(1))
  }
}

function tell(message: FromEngine): void {
  process.send?.(message)
}

process.on('message', (message: ToEngine) => {
  if (message.kind === 'start')
    void startOrRefuse(message)
  else
    void stop().finally(() => process.exit(0))
})

// The parent is gone, however it died: nobody is left to answer to.
process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), ORPHAN_MS)
  void stop().finally(() => process.exit(0))
})

// Ctrl-C and service managers signal the whole group; the order of a stop is the parent's.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
