import type { ClockSample } from './clock-offset.ts'
import { clockOffset } from './clock-offset.ts'

const PROBES = 5

/**
 * Asks the server's clock several times. Null when it did not answer at all.
 * @param ask one question; rejects when no answer came in time
 * @param steadyNow the screen's steady clock, milliseconds
 */
export async function probeClock(
  ask: () => Promise<number>,
  steadyNow: () => number,
): Promise<number | null> {
  const samples: ClockSample[] = []
  for (let i = 0; i < PROBES; i++) {
    const sent = steadyNow()
    try {
      const serverNow = await ask()
      samples.push({ sent, received: steadyNow(), serverNow })
    }
    catch {
      break
    }
  }
  return clockOffset(samples)
}
