import type { Frame } from '../../contract/frame.ts'
import type { FrameContent } from '../../server/ports.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../report/figure.ts'
import type { History } from './fill-history.ts'
import type { Before } from './ticking.ts'
import { openCaseStream } from '../load/case-stream.ts'
import { chooseScopes } from '../load/choose-scopes.ts'
import { startEngine } from '../processes/start-engine.ts'
import { PROFILE } from '../processes/start-server.ts'
import { median } from '../report/median.ts'
import { createComputer } from './create-computer.ts'
import { fillHistory, fillPlaces } from './fill-history.ts'
import { BEFORE, createTicking } from './ticking.ts'

/** Gives a little over five million events. */
const CASES = 1_100_000
const CASES_SHORT = 11_000
/** A single wall of the city, and a command centre whose walls show twenty scopes. */
const SCOPES = [1, 20]
const ROUNDS = 5
const TICKS_A_ROUND = 8
const TICKS_BEFORE = 4

/** One tick on an empty store and on one with 400 days of history, in turns. */
export const tickBench: Bench = async ({ short, home, opened, say }) => {
  const { city } = await openCaseStream(home, PROFILE)
  const empty = await startEngine(home)
  opened.add(empty.stop)
  const full = await startEngine(home)
  opened.add(full.stop)
  const now = Date.now()
  await fillPlaces(empty.database, city)
  const history = await fillHistory(full.database, city, short ? CASES_SHORT : CASES, now)
  say(`${history.events} events of ${history.cases} cases, ${history.open} of them open`)

  const figures: Figure[] = []
  for (const count of SCOPES) {
    const scopes = chooseScopes(city, count)
    const [bare, filled] = [empty, full].map(({ database }) =>
      createTicking(city, database, scopes, now))
    for (const before of BEFORE) {
      const times = await measure(bare!, filled!, before)
      times.forEach(([bareMs, filledMs]) => say(`${count} scopes ${before.name}: ${filledMs.toFixed(1)} ms, empty store ${bareMs.toFixed(1)} ms`))
      figures.push(...toFigures(`tick of ${count} scopes ${before.name}`, times, before))
    }
  }
  const frames = await createComputer(city, full.database).compute([city.root], now)
  return [...figures, ...checkFrame(frames.get(city.root)!, history)]
}

type Tick = (before: Before) => Promise<number>

/** Milliseconds of a tick on the empty and on the full store, a pair a round. */
async function measure(bare: Tick, filled: Tick, before: Before): Promise<[number, number][]> {
  const rounds: [number, number][] = []
  for (const tick of [bare, filled])
    await middleOf(tick, before, TICKS_BEFORE)
  for (let round = 0; round < ROUNDS; round++) {
    const bareMs = await middleOf(bare, before, TICKS_A_ROUND)
    rounds.push([bareMs, await middleOf(filled, before, TICKS_A_ROUND)])
  }
  return rounds
}

/** The middle one of several ticks. */
async function middleOf(tick: Tick, before: Before, ticks: number): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < ticks; n++)
    times.push(await tick(before))
  return median(times)
}

function toFigures(
  name: string,
  times: readonly [number, number][],
  { events }: Before,
): Figure[] {
  const bare = median(times.map(([empty]) => empty))
  const filled = median(times.map(([, full]) => full))
  return [
    {
      name: `${name} (median of ${ROUNDS} rounds)`,
      value: filled,
      unit: 'ms',
      baseline: { name: 'empty store', value: bare },
    },
    {
      name: `${name} against an empty store's`,
      value: filled / bare,
      unit: 'times',
      target: events === null ? undefined : { atMost: 2 },
    },
  ]
}

/** A fast tick with wrong numbers would be none. */
function checkFrame({ panels }: FrameContent, { cases, open }: History): Figure[] {
  const { metrics }: Frame['panels']['summary']['windows']['todate'] = panels.summary.windows.todate
  return [
    { name: 'cases reported', value: metrics.reported.value ?? Number.NaN, unit: '', target: { exactly: cases } },
    { name: 'cases open', value: metrics.open.value ?? Number.NaN, unit: '', target: { exactly: open } },
  ]
}
