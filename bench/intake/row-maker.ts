import type { City } from '../../city/city.ts'
import type { OrphanChanges, OrphanEvents } from '../../server/intake/orphans.ts'
import type { StateStore, StoredCase, StoreMeta } from '../../server/intake/state-store.ts'
import type { CaseStream } from '../load/case-stream.ts'
import { createCalendar } from '../../server/calendar.ts'
import { planGroup } from '../../server/intake/plan-group.ts'
import { readOffers } from '../../server/intake/read-offers.ts'
import { newMeta } from '../../server/intake/state-store.ts'
import { createServiceLevels } from '../../server/service-levels.ts'
import { toLine } from '../../simulator/delivery/compact-event.ts'
import { takeEvents } from '../load/case-stream.ts'

/** What one group of events becomes in ClickHouse: bytes of JSONCompactEachRow. */
export interface RowBatch { events: number, ledger: Buffer, versions: Buffer }

/** Turns the stream's next events into the rows that the server would write for them. */
export interface RowMaker {
  make: (events: number, batchEvents: number) => Promise<RowBatch[]>
}

/** The server's own fold and rows, with its state store in memory. */
export function createRowMaker(stream: CaseStream): RowMaker {
  const { city } = stream
  const memory = createMemoryStore()
  const calendar = createCalendar(city.timezone, city.calendar)
  const context = { city, calendar, serviceLevels: createServiceLevels(city, calendar) }
  let meta: StoreMeta = newMeta(city.fingerprint)

  return {
    async make(events, batchEvents) {
      const batches: RowBatch[] = []
      for (let left = events; left > 0; left -= batchEvents) {
        const offers = await readBatch(stream, city, Math.min(left, batchEvents))
        const plan = await planGroup(offers, memory.store, context, meta)
        memory.remember(plan)
        meta = plan.meta
        const { ledger, versions } = plan.entry!
        batches.push({ events: offers.length, ledger, versions })
      }
      return batches
    },
  }
}

async function readBatch(stream: CaseStream, city: City, events: number) {
  const lines = takeEvents(stream, events).map(event => `${toLine(event, stream.clock)}\n`)
  const context = { city, wallNow: Date.now() }
  const body = Buffer.from(lines.join(''))
  const { offers, rejections } = await readOffers(body, 'ndjson', 'bench', context)
  if (rejections.length > 0)
    throw new Error(`the stream has an event that the server refuses: ${rejections[0]!.message}`)
  return offers
}

interface Remembered {
  ids: Map<string, Buffer>
  cases: Map<string, StoredCase>
  orphans: OrphanChanges
}

interface MemoryStore {
  store: StateStore
  remember: (plan: Remembered) => void
}

/** The part of a state store that planning reads. */
function createMemoryStore(): MemoryStore {
  const ids = new Map<string, Buffer>()
  const cases = new Map<string, StoredCase>()
  const orphans = new Map<string, OrphanEvents | undefined>()
  return {
    store: { ids, cases, orphans } as unknown as StateStore,
    remember(plan) {
      plan.ids.forEach((digest, id) => ids.set(id, digest))
      plan.cases.forEach((stored, caseId) => cases.set(caseId, stored))
      plan.orphans.forEach((events, caseId) => orphans.set(caseId, events ?? undefined))
    },
  }
}
