import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 20

/** Asks until the answer is yes; the test's own time limit is the bound. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!await ask())
    await sleep(POLL_MS)
}
