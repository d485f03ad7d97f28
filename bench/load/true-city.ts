import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { LedgerRecount } from '../../recount/ledger-recount.ts'
import type { CompactEvent } from '../../simulator/delivery/compact-event.ts'
import { toProfileBody } from '../../city/profile-body.ts'
import { readCityRules } from '../../recount/city-rules.ts'
import { createLedgerRecount } from '../../recount/ledger-recount.ts'

/**
 * What the city's numbers have to be after these events, by a recount that shares no code with the
 * server. Numbered in the order they were sent, which is not that of the server's ledger; counted
 * all together it makes no difference.
 */
export function recountSent(events: readonly CompactEvent[], city: City): LedgerRecount {
  const recount = createLedgerRecount(readCityRules(toProfileBody(city)))
  recount.add(events.map(({ attributes, dueAt, ...event }, i) => ({
    ...JSON.parse(`{${attributes.slice(1)}}`) as Partial<Omit<CaseEvent, 'at' | 'dueAt'>>,
    ...event,
    seq: i + 1,
    ...(dueAt === undefined ? {} : { dueAt }),
  })))
  recount.moveTo(recount.lastSeq())
  return recount
}
