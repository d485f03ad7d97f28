import type { Bench } from '../bench.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { EVENTS_PER_SECOND, runSchedule } from '../intake/scheduled-run.ts'
import { startSender } from '../load/start-sender.ts'
import { readAnonymousMiB, watchAnonymousMemory } from '../processes/anonymous-memory.ts'
import { startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'

const PEAK_MIB = 300
const LOADS = 2
/** Against the rest before the first load: the allocator keeps some of what was freed to it. */
const REST_SHARE = 1.25
/** An idle server collects its garbage about a minute after the load. */
const REST_WITHIN_MS = 120_000
const REST_LOOKS = 5
const LOOK_MS = 1000

interface Rest { mib: number, afterSeconds: number }

/**
 * Anonymous memory of the server's process (its engine is another one) before, during and after
 * minutes at the promised rate.
 */
export const memoryBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const sender = await startSender(home)
  opened.add(sender.close)
  const server = await startServer(context)
  opened.add(server.stop)

  const before = await readMiddle(server.pid)
  const bound = before * REST_SHARE
  const seconds = short ? 3 : 60
  const peaks: number[] = []
  let rest: Rest = { mib: before, afterSeconds: 0 }
  for (let load = 1; load <= LOADS; load++) {
    const watch = watchAnonymousMemory(server.pid)
    await runSchedule(server, sender, seconds)
    peaks.push(watch.stop())
    rest = await waitForRest(server.pid, bound, short ? 0 : REST_WITHIN_MS)
    say(`load ${load}: highest ${peaks.at(-1)!.toFixed(0)} MiB, then ${rest.mib.toFixed(0)} MiB`)
  }
  return [
    { name: 'anonymous memory before the first load', value: before, unit: 'MiB' },
    {
      name: `highest in ${LOADS} x ${seconds} s at ${EVENTS_PER_SECOND} events/s`,
      value: Math.max(...peaks),
      unit: 'MiB',
      target: { atMost: PEAK_MIB },
    },
    {
      name: 'at rest after the last load',
      value: rest.mib,
      unit: 'MiB',
      target: { atMost: bound },
      baseline: { name: 'before the first', value: before },
    },
    { name: 'until it was there', value: rest.afterSeconds, unit: 's' },
  ]
}

/** Waits until memory is back below `bound`; answers the lowest value seen and when it was. */
async function waitForRest(pid: number, bound: number, withinMs: number): Promise<Rest> {
  const started = steadyNow()
  let lowest: Rest = { mib: Number.POSITIVE_INFINITY, afterSeconds: 0 }
  for (;;) {
    const mib = readAnonymousMiB(pid)
    const elapsed = steadyNow() - started
    if (mib < lowest.mib)
      lowest = { mib, afterSeconds: elapsed / 1000 }
    if (mib <= bound || elapsed >= withinMs)
      return lowest
    await sleep(LOOK_MS)
  }
}

/** The middle of a few looks: garbage comes and goes with the ticks. */
async function readMiddle(pid: number): Promise<number> {
  const looks: number[] = []
  for (let look = 0; look < REST_LOOKS; look++) {
    await sleep(LOOK_MS)
    looks.push(readAnonymousMiB(pid))
  }
  return median(looks)
}
