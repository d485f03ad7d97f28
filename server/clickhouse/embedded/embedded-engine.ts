import type { ClickHouseAddress } from '../address.ts'
import type { EngineLog } from './engine-log.ts'
import type { EngineProcess } from './spawn-engine-process.ts'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ENGINE_USER } from './http/authenticate.ts'
import { keepRunning } from './keep-running.ts'
import { LIMITS } from './limits.ts'
import { spawnEngineProcess } from './spawn-engine-process.ts'

export interface EmbeddedEngineOptions {
  /** Directory of the tables; made when absent. One engine at a time owns it. */
  dataDir: string
  /** Database to create and to speak of by default. */
  database: string
  log: EngineLog
  /** Loopback port. @default one the system gives */
  port?: number
  /** @default random */
  password?: string
  /** Queries at once. @default 4 */
  sessions?: number
  /** Called once, when the engine crashed too often in a row to be started again. */
  onFatal?: (error: Error) => void
}

export interface EmbeddedEngine {
  address: ClickHouseAddress
  /** Of the engine's process; null while it is away. */
  pid: () => number | null
  /** How often it was started again after a crash. */
  restarts: () => number
  /** Lets queries in flight end, then stops the process. */
  close: () => Promise<void>
}

/** A stop in order takes no longer than draining and closing; what is left then is killed. */
const KILL_MS = LIMITS.drainMs + 5_000

/**
 * Starts ClickHouse in a process of its own, on loopback, and keeps it there: after a crash it
 * comes back on the same port with the same password.
 * @throws {EngineStartError} when it does not come up, or another engine owns the directory
 */
export async function startEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  const { dataDir, database, log, sessions = LIMITS.sessions } = options
  const password = options.password ?? randomBytes(24).toString('base64url')
  async function spawn(port: number): Promise<EngineProcess> {
    return spawnEngineProcess(
      { kind: 'start', dataDir, database, port, password, sessions },
      log,
    )
  }

  const first = await spawn(options.port ?? 0)
  log.info({ port: first.port, pid: first.pid, dataDir }, 'embedded ClickHouse engine started')
  const watch = keepRunning(first, {
    // The port of the first start: the client keeps its address over a crash.
    respawn: async () => spawn(first.port),
    pause: async (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    killMs: KILL_MS,
    log,
    onFatal: options.onFatal ?? (() => undefined),
  })
  return {
    address: { url: `http://127.0.0.1:${first.port}`, username: ENGINE_USER, password, database },
    ...watch,
  }
}
