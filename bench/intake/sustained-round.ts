import type { Sender } from '../load/start-sender.ts'
import type { ServerUnderTest } from '../processes/start-server.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { TOKEN } from '../processes/start-server.ts'
import { waitUntilLoaded } from '../processes/wait-until-loaded.ts'

const BATCH_EVENTS = 1000
/** Two of the largest inserts: one under way, one filling. */
const MAX_PENDING = 40_000
const DRAIN_MS = 60_000

/** Events a second from the first byte sent until the last event is in ClickHouse. */
export async function runSustained(
  server: ServerUnderTest,
  sender: Sender,
  events: number,
): Promise<number> {
  await sender.call('prepare', { events, batchEvents: BATCH_EVENTS })
  const started = steadyNow()
  const sent = await sender.call('closedLoop', {
    to: { url: server.url, token: TOKEN },
    maxPending: MAX_PENDING,
  })
  await waitUntilLoaded(server.url, DRAIN_MS)
  const elapsed = steadyNow() - started
  const accepted = sent.reduce((sum, batch) => sum + batch.accepted, 0)
  if (accepted !== events)
    throw new Error(`${accepted} of ${events} events were accepted`)
  return events * 1000 / elapsed
}
