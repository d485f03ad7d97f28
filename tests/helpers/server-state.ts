import { expect } from 'vitest'

const PENDING = /^gridwall_pending_events (\d+)$/m

/** Events acked and not yet in ClickHouse, by the server's own figures. */
export async function pendingEvents(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(PENDING.exec(text)![1])
}

/** Waits until everything acked is in ClickHouse. */
export async function caughtUp(url: string): Promise<void> {
  await expect.poll(async () => pendingEvents(url), { interval: 20 }).toBe(0)
}
