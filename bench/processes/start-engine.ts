import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase } from '../../server/clickhouse/database.ts'
import { startEmbeddedEngine } from '../../server/clickhouse/embedded/embedded-engine.ts'
import { migrate } from '../../server/clickhouse/migrate.ts'

/** Filling a history takes longer than anything the server asks. */
const TIMEOUT_MS = 300_000

export interface BenchEngine {
  address: ClickHouseAddress
  /** Of the engine's process. */
  pid: number
  /** With the server's schema and nothing in it. */
  database: Database
  stop: () => Promise<void>
}

/** The engine the server embeds, without the server, in a directory removed at the end. */
export async function startEngine(home: string): Promise<BenchEngine> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gridwall-bench-engine-'))
  const silent = (): void => {}
  const engine = await startEmbeddedEngine({
    dataDir,
    database: 'gridwall',
    log: { info: silent, warn: silent, error: silent },
  })
  const database = createDatabase(engine.address, { timeoutMs: TIMEOUT_MS })
  await migrate(database, { directory: path.join(home, 'server', 'clickhouse', 'migrations') })
  const pid = engine.pid()
  if (pid === null)
    throw new Error('the engine went away at once')
  return {
    address: engine.address,
    pid,
    database,
    stop: async () => {
      await database.close()
      await engine.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
