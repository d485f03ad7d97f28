import type { City } from '../../city/city.ts'
import type { Bench, BenchContext } from '../bench.ts'
import type { BenchEngine } from '../processes/start-engine.ts'
import type { Figure } from '../report/figure.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { openCaseStream } from '../load/case-stream.ts'
import { chooseScopes } from '../load/choose-scopes.ts'
import { startEngine } from '../processes/start-engine.ts'
import { PROFILE, startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'
import { fillHistory, fillPlaces } from '../tick/fill-history.ts'
import { BEFORE, createTicking } from '../tick/ticking.ts'

/** Give no, 5 and 50 million events. */
const CASES = [0, 1_100_000, 11_000_000]
const CASES_SHORT = [0, 2000, 8000]
const ROUNDS = 5
const TICKS_A_ROUND = 8
const SCOPES = 20
const ATMOST_TIMES = 1.5
const START_MS = 5000
const REBUILD_MS = 3_600_000
const QUERIES = ['window=30d', 'window=todate', 'window=year&aggregation=mean', 'window=month&compare=year']

interface Store { events: number, engine: BenchEngine }

/** The same ticks and questions beside no history, 5 and 50 million events, in turns. */
export const historyBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const { city } = await openCaseStream(home, PROFILE)
  const now = Date.now()
  const stores: Store[] = []
  for (const cases of short ? CASES_SHORT : CASES) {
    const engine = await startEngine(home)
    opened.add(engine.stop)
    const { events } = cases === 0
      ? { events: 0 }
      : await fillHistory(engine.database, city, cases, now)
    if (cases === 0)
      await fillPlaces(engine.database, city)
    say(`${events} events of ${cases} cases`)
    stores.push({ events, engine })
  }
  const ticks = await measureTicks(stores, city, now, short)
  return [...ticks, ...await measureServer(context, stores)]
}

async function measureTicks(
  stores: readonly Store[],
  city: City,
  now: number,
  short: boolean,
): Promise<Figure[]> {
  const scopes = chooseScopes(city, SCOPES)
  const ticks = stores.map(({ engine }) => createTicking(city, engine.database, scopes, now))
  const figures: Figure[] = []
  for (const before of BEFORE) {
    const times: number[][] = stores.map(() => [])
    // The round before the first opens tables and compiles code.
    for (let round = 0; round <= (short ? 1 : ROUNDS); round++) {
      for (const [i, tick] of ticks.entries()) {
        const some: number[] = []
        for (let n = 0; n < (short ? 1 : TICKS_A_ROUND); n++)
          some.push(await tick(before))
        if (round > 0)
          times[i]!.push(median(some))
      }
    }
    const bounded = before.events !== null
    figures.push(...toFigures(`tick of ${SCOPES} scopes ${before.name}`, stores, times, bounded))
  }
  return figures
}

/** A server before each store: how long a start takes, and its answers. */
async function measureServer(context: BenchContext, stores: readonly Store[]): Promise<Figure[]> {
  const { opened, short, say } = context
  const urls: string[] = []
  const starts: number[] = []
  for (const { engine, events } of stores) {
    const { url, username, password, database } = engine.address
    const dataDir = await mkdtemp(path.join(tmpdir(), 'gridwall-bench-history-'))
    opened.add(async () => rm(dataDir, { recursive: true, force: true }))
    const env = {
      GRIDWALL_CLICKHOUSE_URL: url,
      GRIDWALL_CLICKHOUSE_USER: username,
      GRIDWALL_CLICKHOUSE_PASSWORD: password,
      GRIDWALL_CLICKHOUSE_DATABASE: database,
      GRIDWALL_CLOCK: 'wall',
      GRIDWALL_AUDIT: 'off',
    }
    // The history came by SQL: the state store is made from it once, and then found.
    const args = events > 0 ? ['--rebuild'] : []
    const first = await startServer({ ...context, env, dataDir, args, startMs: REBUILD_MS })
    await first.stop()
    const began = steadyNow()
    const server = await startServer({ ...context, env, dataDir })
    starts.push(steadyNow() - began)
    opened.add(server.stop)
    urls.push(server.url)
    say(`a start beside ${events} events: ${(starts.at(-1)! / 1000).toFixed(1)} s`)
  }
  const figures: Figure[] = []
  for (const query of QUERIES) {
    const times: number[][] = stores.map(() => [])
    for (let round = 0; round <= (short ? 1 : ROUNDS); round++) {
      for (const [i, url] of urls.entries()) {
        const began = steadyNow()
        await read(`${url}/api/v1/metrics?${query}`)
        if (round > 0)
          times[i]!.push(steadyNow() - began)
      }
    }
    figures.push(...toFigures(`metrics, ${query}`, stores, times))
  }
  const reported = await readReported(urls.at(-1)!)
  return [
    ...figures,
    {
      name: `start of the server beside ${stores.at(-1)!.events} events`,
      value: starts.at(-1)!,
      unit: 'ms',
      target: { atMost: START_MS },
      baseline: { name: 'beside none', value: starts[0]! },
    },
    {
      name: 'cases reported, as the API says',
      value: reported,
      unit: '',
      target: { exactly: (short ? CASES_SHORT : CASES).at(-1)! },
    },
  ]
}

function toFigures(
  name: string,
  stores: readonly Store[],
  times: readonly number[][],
  bounded = true,
): Figure[] {
  const empty = median(times[0]!)
  return stores.slice(1).map(({ events }, i) => {
    const value = median(times[i + 1]!)
    return [
      { name: `${name}, ${events} events`, value, unit: 'ms', baseline: { name: 'none', value: empty } },
      {
        name: `${name}, ${events} events against none`,
        value: value / empty,
        unit: 'times',
        target: bounded ? { atMost: ATMOST_TIMES } : undefined,
      },
    ]
  }).flat()
}

async function read(url: string): Promise<unknown> {
  const answer = await fetch(url)
  if (!answer.ok)
    throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function readReported(url: string): Promise<number> {
  const body = await read(`${url}/api/v1/metrics?window=todate&metric=reported&counting=all`) as {
    metrics: { value: number }[]
  }
  return body.metrics[0]?.value ?? Number.NaN
}
