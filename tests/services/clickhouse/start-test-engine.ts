import type { Database } from '../../../server/clickhouse/database.ts'
import type { EmbeddedEngine, EmbeddedEngineOptions } from '../../../server/clickhouse/embedded/embedded-engine.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { startEmbeddedEngine } from '../../../server/clickhouse/embedded/embedded-engine.ts'

export interface TestEngine {
  engine: EmbeddedEngine
  database: Database
  dataDir: string
  close: () => Promise<void>
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** An engine on a data directory of its own, which goes with it. */
export async function startTestEngine(
  options: Partial<EmbeddedEngineOptions> = {},
): Promise<TestEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gridwall-engine-'))
  const engine = await startEmbeddedEngine({ dataDir, database: 'gw', log: silent, ...options })
  const database = createDatabase(engine.address)
  return {
    engine,
    database,
    dataDir,
    async close() {
      await database.close()
      await engine.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
