import type { FastifyBaseLogger } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseError } from './clickhouse/clickhouse-error.ts'

/** After a power cut the server is often up before its ClickHouse. */
const PATIENCE_MS = 60_000
const RETRY_MS = 500

export interface PatienceOptions {
  log: Pick<FastifyBaseLogger, 'warn'>
  steadyNow: () => number
}

/** Repeats a step of the start while ClickHouse cannot be reached, for at most a minute. */
export async function patiently<T>(
  task: () => Promise<T>,
  { log, steadyNow }: PatienceOptions,
): Promise<T> {
  const until = steadyNow() + PATIENCE_MS
  for (let told = false; ; told = true) {
    try {
      return await task()
    }
    catch (error) {
      const away = error instanceof ClickHouseError && error.kind === 'unreachable'
      if (!away || steadyNow() > until)
        throw error
      if (!told)
        log.warn({ err: error }, 'waiting for ClickHouse')
      await pause(RETRY_MS)
    }
  }
}
