import type { Frame } from '../../../contract/frame.ts'
import type { LedgerBody } from '../../../contract/ledger.ts'
import type { ProfileBody } from '../../../contract/profile.ts'
import type { NamedWindow } from '../../../contract/windows.ts'
import type { CaseRecount } from '../../../recount/case-recount.ts'
import type { RecountEvent } from '../../../recount/recount-event.ts'
import type { ReadApi } from '../read-api.ts'
import type { Compared } from './compare-api.ts'
import type { DrawnPlan } from './sent-recount.ts'
import { MAX_LEDGER_PAGE } from '../../../contract/ledger.ts'
import { createCaseRecount } from '../../../recount/case-recount.ts'
import { chooseScopes } from '../../../recount/choose-scopes.ts'
import { readCityRules } from '../../../recount/city-rules.ts'
import { toRecountEvent } from '../../../recount/recount-event.ts'
import { answerCalls } from '../processes/answer-calls.ts'
import { createReadApi } from '../read-api.ts'
import { compareFrames, compareShown, compareWindow } from './compare-api.ts'
import { addDrawn } from './sent-recount.ts'

let get: ReadApi
let recount: CaseRecount
let scopes: string[] = []

const calls = {
  /**
   * Learns the city from the server, and what its ledger holds already; answers how many events
   * that is and, in words, which scopes will be compared.
   */
  open: async (
    { url, token, mostScopes }: { url: string, token: string | null, mostScopes: number },
  ): Promise<{ held: number, words: string }> => {
    get = createReadApi(url, token)
    const profile = await get<ProfileBody>('/api/v1/profile')
    recount = createCaseRecount(readCityRules(profile))
    const chosen = chooseScopes(profile, mostScopes)
    scopes = chosen.scopes
    await readHeld()
    return { held: recount.events(), words: chosen.words }
  },
  /** Adds what a producer sent. False: these are not the events that it sent. */
  addDrawn: async (drawn: DrawnPlan): Promise<boolean> => addDrawn(recount, drawn),
  events: (_: null): number => recount.events(),
  window: async (window: NamedWindow): Promise<Compared> =>
    compareWindow(get, recount, recount.events(), window, scopes),
  frames: async (shown: string[]): Promise<Compared> =>
    compareFrames(get, recount, recount.events(), shown),
  shown: (frames: Frame[]): Compared => compareShown(frames, recount, recount.events()),
}
export type OracleCalls = typeof calls

answerCalls(calls)

/** The events of a case lie all over the ledger: it is read whole before any is followed. */
async function readHeld(): Promise<void> {
  const cases = new Map<string, RecountEvent[]>()
  for (let after = 0, more = true; more;) {
    const page = await get<LedgerBody>(`/api/v1/ledger?after=${after}&limit=${MAX_LEDGER_PAGE}`)
    for (const { source: _, receivedAt: __, ...event } of page.events) {
      const own = cases.get(event.caseId) ?? []
      cases.set(event.caseId, own)
      own.push(toRecountEvent(event, event.seq))
    }
    after = page.next
    more = page.more
  }
  cases.forEach(recount.add)
}
