import type { LoadReport } from '../../simulator/load/load-report.ts'
import type { Bench } from '../bench.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedEngine } from '../../server/clickhouse/embedded/embedded-engine.ts'
import { runBenchLoad, verdictFigures } from '../load/verdict-figures.ts'
import { startServer } from '../processes/start-server.ts'

const RATE = 5000
const AWAY_SECONDS = 600
/** Before it goes, and at most until everything is caught up while the load goes on. */
const BEFORE_SECONDS = 20
const AFTER_SECONDS = 600
/** The load goes on for so long once everything is caught up. */
const CALM_SECONDS = 10
const DATABASE = 'gridwall'
const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** ClickHouse goes for ten minutes while events keep coming: how fast is it caught up then? */
export const backlogBench: Bench = async (context) => {
  const { short, opened, say } = context
  const rate = context.rate ?? (short ? 400 : RATE)
  const away = context.seconds ?? (short ? 3 : AWAY_SECONDS)
  const [before, after] = short ? [2, 3] : [BEFORE_SECONDS, AFTER_SECONDS]
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gridwall-bench-backlog-'))
  opened.add(async () => rm(dataDir, { recursive: true, force: true }))
  let engine = await startEmbeddedEngine({ dataDir, database: DATABASE, log: silent })
  opened.add(async () => engine.close())
  const { url, username, password } = engine.address
  const server = await startServer({
    ...context,
    env: {
      GRIDWALL_CLICKHOUSE_URL: url,
      GRIDWALL_CLICKHOUSE_USER: username,
      GRIDWALL_CLICKHOUSE_PASSWORD: password,
      GRIDWALL_CLICKHOUSE_DATABASE: DATABASE,
    },
  })
  opened.add(server.stop)

  const move = { gone: false, back: false, backAt: Number.NaN, done: Promise.resolve() }
  const end = new AbortController()
  let caughtUpAt: number | null = null
  async function leave(): Promise<void> {
    say('ClickHouse goes')
    await engine.close()
  }
  async function comeBack(second: number): Promise<void> {
    engine = await startEmbeddedEngine({
      dataDir,
      database: DATABASE,
      log: silent,
      port: Number(new URL(url).port),
      password,
    })
    move.backAt = second
    say('ClickHouse is back')
  }
  const report = await runBenchLoad(context, server.url, {
    rate,
    seconds: before + away + after,
    scopes: short ? 0 : 50,
  }, {
    everyLook: ({ sample: { second, server: readings } }) => {
      if (!move.gone && second >= before) {
        move.gone = true
        move.done = leave()
      }
      else if (!move.back && second >= before + away) {
        move.back = true
        move.done = move.done.then(async () => comeBack(second))
      }
      else if (second > move.backAt && (readings?.pendingEvents ?? Infinity) <= rate) {
        caughtUpAt ??= second
        if (second >= caughtUpAt + CALM_SECONDS)
          end.abort()
      }
    },
  }, end.signal)
  await move.done
  const { most, rate: caughtUp } = readCatchUp(report, move.backAt)
  return [
    {
      name: 'events waiting when it was back',
      value: most,
      unit: '',
      target: { atLeast: rate * away * 0.9 },
    },
    {
      name: 'caught up at, against the live rate',
      value: caughtUp / rate,
      unit: 'times',
      target: { atLeast: 2 },
    },
    { name: 'caught up at', value: caughtUp, unit: 'events/s' },
    ...verdictFigures(report),
  ]
}

/** Events loaded a second from the return until nothing waited but what had just come. */
function readCatchUp(
  { seconds, options }: LoadReport,
  from: number,
): { most: number, rate: number } {
  const known = seconds.flatMap(({ second, server }) => {
    const { pendingEvents: pending = null, ledgerSeq = null } = server ?? {}
    return pending === null || ledgerSeq === null
      ? []
      : [{ second, pending, loaded: ledgerSeq - pending }]
  })
  const most = Math.max(0, ...known.map(({ pending }) => pending))
  const after = known.filter(({ second }) => second >= from)
  const done = after.find(({ pending }) => pending <= options.rate) ?? after.at(-1)
  const first = after[0]
  if (first === undefined || done === undefined || done.second <= first.second)
    return { most, rate: Number.NaN }
  return { most, rate: (done.loaded - first.loaded) / (done.second - first.second) }
}
