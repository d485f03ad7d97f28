import type { Frame } from '../../contract/frame.ts'
import type { Bench } from '../bench.ts'
import type { ReconnectCalls, Returned } from './screens-process.ts'
import { isDeepStrictEqual } from 'node:util'
import { openCaseStream } from '../load/case-stream.ts'
import { chooseScopes } from '../load/choose-scopes.ts'
import { startSender } from '../load/start-sender.ts'
import { startBenchWorker } from '../processes/start-bench-worker.ts'
import { PROFILE, startServer, TOKEN } from '../processes/start-server.ts'
import { waitUntilLoaded } from '../processes/wait-until-loaded.ts'
import { median } from '../report/median.ts'

const SCREENS = 3000
const SCREENS_A_PROCESS = 500
const SCOPES = 20
const BACK_MS = 5000
const TIMEOUT_MS = 60_000
const EVENTS = 5000

/** All screens lose their connection at the same moment, as when a switch is started again. */
export const reconnectBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const { city } = await openCaseStream(home, PROFILE)
  const count = context.screens ?? (short ? 40 : SCREENS)
  const server = await startServer(context)
  opened.add(server.stop)
  const sender = await startSender(home)
  opened.add(sender.close)
  await sender.call('prepare', { events: EVENTS, batchEvents: 250 })
  const to = { url: server.url, token: TOKEN }
  await sender.call('openLoop', { to, eventsPerSecond: EVENTS, repeatEvery: 0 })
  await waitUntilLoaded(server.url, TIMEOUT_MS)

  const scopes = chooseScopes(city, SCOPES)
  const workers = []
  for (let from = 0; from < count; from += SCREENS_A_PROCESS) {
    const size = Math.min(SCREENS_A_PROCESS, count - from)
    const module = new URL('./screens-process.ts', import.meta.url)
    const worker = startBenchWorker<ReconnectCalls>(module)
    opened.add(worker.close)
    await worker.call('show', {
      url: server.url,
      scopes: Array.from({ length: size }, (_, i) => scopes[(from + i) % scopes.length]!),
    })
    workers.push(worker)
  }
  const rounds: Returned[][] = []
  for (let round = 0; round < (short ? 1 : 5); round++) {
    rounds.push(await Promise.all(workers.map(async worker => worker.call('cut', { timeoutMs: TIMEOUT_MS }))))
    say(`round ${round + 1}: all back after ${(slowest(rounds.at(-1)!) / 1000).toFixed(1)} s`)
  }
  const last = rounds.at(-1)!
  return [
    {
      name: `${count} screens back with a whole frame (median of ${rounds.length})`,
      value: median(rounds.map(slowest)),
      unit: 'ms',
      target: { atMost: BACK_MS },
    },
    {
      name: 'screens that connected twice within a second',
      value: sum(rounds.flat(), one => one.hasty),
      unit: '',
      target: { atMost: 0 },
    },
    {
      name: 'screens that never came back, or show something else than others of their scope',
      value: sum(rounds.flat(), one => one.differing + (Number.isNaN(one.backMs) ? 1 : 0)),
      unit: '',
      target: { exactly: 0 },
    },
    {
      name: 'scopes shown otherwise than the API gives them out',
      value: await countOthers(server.url, last.flatMap(({ frames }) => frames)),
      unit: '',
      target: { exactly: 0 },
    },
  ]
}

function slowest(round: readonly Returned[]): number {
  return Math.max(...round.map(({ backMs }) => backMs))
}

function sum(round: readonly Returned[], of: (one: Returned) => number): number {
  return round.reduce((total, one) => total + of(one), 0)
}

/** Compared by what does not move with the clock: the metrics to date. */
async function countOthers(url: string, frames: readonly Frame[]): Promise<number> {
  let others = 0
  for (const { scope, seq, panels } of frames) {
    const answer = await fetch(`${url}/api/v1/frames/${scope}`)
    const frame = await answer.json() as Frame
    const [shown, given] = [panels, frame.panels].map(one =>
      one.summary.windows.todate.metrics.reported)
    others += frame.seq === seq && isDeepStrictEqual(shown, given) ? 0 : 1
  }
  return others
}
