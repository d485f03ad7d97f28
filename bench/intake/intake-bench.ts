import type { Bench, BenchContext } from '../bench.ts'
import type { Sender } from '../load/start-sender.ts'
import type { ServerUnderTest } from '../processes/start-server.ts'
import type { Figure } from '../report/figure.ts'
import { openCaseStream, takeEvents } from '../load/case-stream.ts'
import { startSender } from '../load/start-sender.ts'
import { recountSent } from '../load/true-city.ts'
import { startEngine } from '../processes/start-engine.ts'
import { PROFILE, startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'
import { createBareClient, insertBare } from './bare-inserts.ts'
import { compareWithTruth } from './compare-with-truth.ts'
import { createRowMaker } from './row-maker.ts'
import { runSchedule } from './scheduled-run.ts'
import { runSustained } from './sustained-round.ts'

const BARE_BATCH_EVENTS = 5000
const WRONG_SHOWN = 10

/**
 * The promised rate for a minute with every number right at the end; then the most it can
 * sustain, in turns with bare inserts of the same rows.
 */
export const intakeBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const sender = await startSender(home)
  opened.add(sender.close)
  const server = await startServer(context)
  opened.add(server.stop)

  const seconds = context.seconds ?? (short ? 3 : 60)
  say(`sending for ${seconds} s`)
  const { events, figures } = await runSchedule(server, sender, seconds, context.rate ?? undefined)
  const rounds = short ? 1 : 5
  const roundEvents = short ? 10_000 : 100_000
  const race = await runRace(context, server, sender, rounds, roundEvents)
  const sent = events + (rounds + 1) * roundEvents
  return [...figures, ...race, await checkNumbers(context, server, sent)]
}

async function runRace(
  { home, opened, say }: BenchContext,
  server: ServerUnderTest,
  sender: Sender,
  rounds: number,
  events: number,
): Promise<Figure[]> {
  const engine = await startEngine(home)
  opened.add(engine.stop)
  const client = createBareClient(engine.address)
  opened.add(async () => client.close())
  const rows = createRowMaker(await openCaseStream(home, PROFILE))
  const ours: number[] = []
  const bare: number[] = []
  // One round more than counts: code is compiled and tables are opened in it.
  for (let round = 0; round <= rounds; round++) {
    const own = await runSustained(server, sender, events)
    const other = await insertBare(client, await rows.make(events, BARE_BATCH_EVENTS))
    say(`round ${round}: ${Math.round(own)} events/s, bare inserts ${Math.round(other)}`)
    if (round > 0) {
      ours.push(own)
      bare.push(other)
    }
  }
  return [{
    name: `most it sustains, acked and loaded (median of ${rounds})`,
    value: median(ours),
    unit: 'events/s',
    baseline: { name: 'bare inserts', value: median(bare) },
  }]
}

async function checkNumbers(
  { home, say }: BenchContext,
  server: ServerUnderTest,
  sent: number,
): Promise<Figure> {
  say('comparing the API with what was sent')
  const stream = await openCaseStream(home, PROFILE)
  const recount = recountSent(takeEvents(stream, sent), stream.city)
  const { compared, wrong } = await compareWithTruth(server.url, recount)
  wrong.slice(0, WRONG_SHOWN).forEach(line => say(`WRONG ${line}`))
  return {
    name: `wrong ones of ${compared} numbers and lists of the API, after ${sent} events`,
    value: wrong.length,
    unit: '',
    target: { exactly: 0 },
  }
}
