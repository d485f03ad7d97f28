import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import { rmSync } from 'node:fs'
import { startTestEngine } from './start-test-engine.ts'

let shared: Promise<ClickHouseAddress> | null = null

/**
 * One engine for all files of a worker that only want databases of their own (`freshDatabase`).
 * It ends with the worker.
 */
export async function sharedEngine(): Promise<ClickHouseAddress> {
  shared ??= start()
  return shared
}

async function start(): Promise<ClickHouseAddress> {
  const { engine, database, dataDir } = await startTestEngine()
  await database.close()
  process.once('exit', () => {
    const pid = engine.pid()
    if (pid !== null)
      process.kill(pid, 'SIGKILL')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 })
  })
  return engine.address
}
