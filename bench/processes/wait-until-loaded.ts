import { setTimeout as sleep } from 'node:timers/promises'
import { readGauge } from './read-series.ts'

const POLL_MS = 50

/** Resolves when everything acked is in ClickHouse. Throws after `timeoutMs`. */
export async function waitUntilLoaded(url: string, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs
  for (;;) {
    const pending = await readGauge(url, 'gridwall_pending_events')
    if (pending === 0)
      return
    if (performance.now() > until)
      throw new Error(`${pending} events still wait for ClickHouse after ${timeoutMs / 1000} s`)
    await sleep(POLL_MS)
  }
}
