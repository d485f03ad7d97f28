import type { FromEngine, ToEngine } from './messages.ts'
import { mkdirSync } from 'node:fs'
import { lockDataDir } from './data-dir-lock.ts'
import { openEngineCore } from './engine-core.ts'
import { EngineStartError } from './engine-start-error.ts'
import { forgetLostParts } from './forget-lost-parts.ts'
import { serveEngine } from './http/serve-engine.ts'
import { LIMITS } from './limits.ts'

type Start = ToEngine & { kind: 'start' }

/** How long an orphan is given to stop in order. */
const ORPHAN_MS = 2_000

let stop: () => Promise<void> = async () => undefined

async function start(options: Start): Promise<void> {
  mkdirSync(options.dataDir, { recursive: true })
  const unlock = await lockDataDir(options.dataDir, LIMITS.lockWaitMs)
  forgetLostParts(options.dataDir)
  const core = await openEngineCore(options)
  const server = await serveEngine(core, options)
  stop = async () => {
    await server.close()
    await core.close()
    unlock()
  }
  tell({ kind: 'ready', port: server.port })
}

async function startOrReport(options: Start): Promise<void> {
  try {
    await start(options)
  }
  catch (error) {
    const { code, message, final } = toStartError(error, options)
    tell({ kind: 'failed', code, message, final }, () => process.exit(1))
  }
}

function toStartError(error: unknown, { port }: Start): EngineStartError {
  if (error instanceof EngineStartError)
    return error
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return new EngineStartError('engine_port_taken', `Port ${port} of 127.0.0.1 is in use: choose another one.`)
  return new EngineStartError('engine_start_failed', `The engine did not start: ${(error as Error).message}`)
}

function tell(message: FromEngine, told: () => void = () => undefined): void {
  process.send?.(message, told)
}

process.on('message', (message: ToEngine) => {
  if (message.kind === 'start')
    void startOrReport(message)
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
