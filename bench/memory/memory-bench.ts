import type { Bench } from '../bench.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { EVENTS_PER_SECOND, runSchedule } from '../intake/scheduled-run.ts'
import { startSender } from '../load/start-sender.ts'
import { readAnonymousMiB, watchAnonymousMemory } from '../processes/anonymous-memory.ts'
import { startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'

const PEAK_MIB = 300
/** Node keeps a little of what it once needed; growth from load to load would be a leak. */
const REST_SHARE = 1.1
const LOADS = 3
const SETTLE_MS = 30_000
const SETTLE_SHORT_MS = 2000
const REST_LOOKS = 5
const LOOK_MS = 1000

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

  const started = await readRest(server.pid)
  say(`at rest after the start: ${started.toFixed(0)} MiB`)
  const seconds = short ? 3 : 60
  const peaks: number[] = []
  const rests: number[] = []
  for (let load = 1; load <= (short ? 2 : LOADS); load++) {
    const watch = watchAnonymousMemory(server.pid)
    await runSchedule(server, sender, seconds)
    peaks.push(await watch.stop())
    await sleep(short ? SETTLE_SHORT_MS : SETTLE_MS)
    rests.push(await readRest(server.pid))
    say(`load ${load}: highest ${peaks.at(-1)!.toFixed(0)} MiB, then ${rests.at(-1)!.toFixed(0)} MiB`)
  }
  const [first, last] = [rests[0]!, rests.at(-1)!]
  return [
    { name: 'before the first load', value: started, unit: 'MiB' },
    {
      name: `highest in ${peaks.length} x ${seconds} s at ${EVENTS_PER_SECOND} events/s`,
      value: Math.max(...peaks),
      unit: 'MiB',
      target: { atMost: PEAK_MIB },
    },
    { name: 'at rest after the first load', value: first, unit: 'MiB' },
    {
      name: `at rest after load ${rests.length}`,
      value: last,
      unit: 'MiB',
      target: { atMost: first * REST_SHARE },
      baseline: { name: 'after the first', value: first },
    },
  ]
}

/** The middle of a few looks: garbage comes and goes with the ticks. */
async function readRest(pid: number): Promise<number> {
  const looks: number[] = []
  for (let look = 0; look < REST_LOOKS; look++) {
    await sleep(LOOK_MS)
    looks.push(await readAnonymousMiB(pid))
  }
  return median(looks)
}
