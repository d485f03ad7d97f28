import type { Rejection } from '../../contract/intake.ts'
import type { VersionContext } from './case-version.ts'
import type { CaseState } from './fold.ts'
import type { Receipt } from './ledger-row.ts'
import type { NormalEvent } from './normal-event.ts'
import type { OrphanChanges, OrphanEvents } from './orphans.ts'
import type { RefusalCounts, RefusedLines } from './refusal-counts.ts'
import type { Taken } from './source-record.ts'
import type { OutboxEntry, StateStore, StoredCase, StoreMeta } from './state-store.ts'
import { setImmediate } from 'node:timers/promises'
import { scopesOf, toVersionFacts } from './case-version.ts'
import { contentDigest } from './content-digest.ts'
import { attributesOf, EMPTY_STATE, foldEvent } from './fold.ts'
import { toLedgerRow } from './ledger-row.ts'
import { createRefusalCounts } from './refusal-counts.ts'

/** One event on its way in, with what its sender is told about it. */
export interface Offer {
  event: NormalEvent
  /** Line of the sender's body. */
  line: number
  source: string
  receivedAt: number
  outcome: 'accepted' | 'duplicate' | Rejection | null
}

/** Everything one group commit will write. */
export interface GroupPlan {
  meta: StoreMeta
  ids: Map<string, Buffer>
  cases: Map<string, StoredCase>
  entry: OutboxEntry | null
  /** New events by source. */
  taken: Map<string, Taken>
  /** Lines that the ledger does not get. */
  refusals: RefusalCounts
  orphans: OrphanChanges
  /** What the store has of the cases in `orphans`. */
  orphansBefore: Map<string, OrphanEvents>
  /** Where the cases of the new events lie, and lay before them. */
  regions: Set<string>
}

const NEW_CASE: StoredCase = Object.freeze({ state: EMPTY_STATE, version: 0 })

/** Offers decided in one go; a very large group lets requests of others in between. */
const SLICE_OFFERS = 1000

/**
 * Decides about every offer of a group, counts the lines `refused` before it, and works out what
 * is to be written. Reads the store and writes nothing: whatever fails here leaves no trace.
 * Nobody else may write meanwhile.
 */
export async function planGroup(
  offers: readonly Offer[],
  store: StateStore,
  context: VersionContext,
  meta: StoreMeta,
  refused: readonly RefusedLines[] = [],
): Promise<GroupPlan> {
  const plan = emptyPlan(meta, context)
  refused.forEach(plan.refusals.add)
  const before = new Map<string, StoredCase>()
  const ledger: string[] = []
  for (const [i, offer] of offers.entries()) {
    if (i > 0 && i % SLICE_OFFERS === 0)
      await setImmediate()
    const { event } = offer
    const digest = contentDigest(event)
    const taken = plan.ids.get(event.id) ?? store.ids.get(event.id)
    if (taken !== undefined) {
      refuse(plan, offer, taken.equals(digest) ? 'duplicate' : conflict(offer))
      continue
    }
    const stored = plan.cases.get(event.caseId) ?? store.cases.get(event.caseId) ?? NEW_CASE
    const reported = stored.state.marks.reported
    if (reported !== undefined && event.type !== 'reported' && event.at < reported[0]) {
      refuse(plan, offer, beforeReported(offer, reported[0]))
      continue
    }
    if (!before.has(event.caseId))
      before.set(event.caseId, stored)
    const state = foldEvent(stored.state, event)
    plan.cases.set(event.caseId, { state, version: stored.version })
    plan.ids.set(event.id, digest)
    plan.meta.seq++
    plan.meta.newestAt = Math.max(plan.meta.newestAt ?? event.at, event.at)
    offer.outcome = 'accepted'
    take(plan, offer)
    countOrphans(plan, offer, stored, state, store)
    const known = knownOf(state, context)
    if (known?.attributes.region !== undefined)
      plan.regions.add(known.attributes.region)
    ledger.push(toLedgerRow(event, {
      seq: plan.meta.seq,
      receivedAt: offer.receivedAt,
      source: offer.source,
      known,
    }))
  }
  if (ledger.length > 0) {
    const versions = versionRows(plan, before, context)
    plan.entry = {
      seq: plan.meta.seq,
      events: ledger.length,
      at: offers[0]!.receivedAt,
      newestAt: plan.meta.newestAt!,
      regions: [...plan.regions],
      ledger: Buffer.from(`${ledger.join('\n')}\n`),
      versions,
    }
  }
  return plan
}

function emptyPlan(meta: StoreMeta, { calendar }: VersionContext): GroupPlan {
  return {
    meta: { ...meta },
    ids: new Map(),
    cases: new Map(),
    entry: null,
    taken: new Map(),
    refusals: createRefusalCounts(calendar),
    orphans: new Map(),
    orphansBefore: new Map(),
    regions: new Set(),
  }
}

function refuse(plan: GroupPlan, offer: Offer, outcome: 'duplicate' | Rejection): void {
  offer.outcome = outcome
  const { source, receivedAt } = offer
  const code = outcome === 'duplicate' ? outcome : outcome.code
  plan.refusals.add({ source, receivedAt, code, lines: 1 })
}

function take(plan: GroupPlan, { source, receivedAt, event }: Offer): void {
  const taken = plan.taken.get(source)
  plan.taken.set(source, {
    receivedAt: Math.max(taken?.receivedAt ?? receivedAt, receivedAt),
    newestAt: Math.max(taken?.newestAt ?? event.at, event.at),
  })
}

/** The event is one more orphan, or the report that ends being one for all of its case. */
function countOrphans(
  plan: GroupPlan,
  { event, source }: Offer,
  before: StoredCase,
  state: CaseState,
  store: StateStore,
): void {
  const { caseId } = event
  const isOrphan = state.marks.reported === undefined
  const wasOrphan = before !== NEW_CASE && before.state.marks.reported === undefined
  if (!isOrphan && !wasOrphan)
    return
  const stored = store.orphans.get(caseId)
  if (stored !== undefined)
    plan.orphansBefore.set(caseId, stored)
  const known = plan.orphans.get(caseId) ?? stored
  plan.orphans.set(caseId, isOrphan ? { ...known, [source]: (known?.[source] ?? 0) + 1 } : null)
}

function knownOf(state: CaseState, { city }: VersionContext): Receipt['known'] {
  const attributes = attributesOf(state)
  return state.marks.reported === undefined || attributes.region === undefined
    ? null
    : { path: scopesOf(attributes.region, city), attributes }
}

/** The old row taken back and the new one added, of every case that changed visibly. */
function versionRows(
  plan: GroupPlan,
  before: ReadonlyMap<string, StoredCase>,
  context: VersionContext,
): Buffer {
  const rows: string[] = []
  for (const [caseId, old] of before) {
    const current = plan.cases.get(caseId)
    if (current === undefined)
      continue
    const was = cells(caseId, old, context)
    const is = cells(caseId, current, context)
    if (is === was)
      countOrphan(plan.meta, old, is)
    if (is === was || is === null)
      continue
    if (old.version > 0) {
      rows.push(`[-1,${old.version},${was}`)
      const { region } = attributesOf(old.state)
      if (region !== undefined)
        plan.regions.add(region)
    }
    else if (Object.keys(old.state.marks).length > 0) {
      plan.meta.orphanCases--
    }
    current.version = old.version + 1
    rows.push(`[1,${current.version},${is}`)
  }
  return Buffer.from(rows.length === 0 ? '' : `${rows.join('\n')}\n`)
}

/** A case seen for the first time without its report is an orphan from now on. */
function countOrphan(meta: StoreMeta, old: StoredCase, is: string | null): void {
  if (is === null && Object.keys(old.state.marks).length === 0)
    meta.orphanCases++
}

function cells(caseId: string, stored: StoredCase, context: VersionContext): string | null {
  const facts = toVersionFacts(caseId, stored.state, context)
  return facts === null ? null : JSON.stringify(facts).slice(1)
}

function conflict({ event, line }: Offer): Rejection {
  return {
    line,
    id: event.id,
    code: 'id_conflict',
    message: `an event ${JSON.stringify(event.id)} with another content was accepted before; `
      + 'the first stays. A correction needs an id of its own',
  }
}

function beforeReported({ event, line }: Offer, reportedAt: number): Rejection {
  return {
    line,
    id: event.id,
    code: 'before_reported',
    message: `${event.type} at ${new Date(event.at).toISOString()} lies before the report of case `
      + `${JSON.stringify(event.caseId)} at ${new Date(reportedAt).toISOString()}`,
  }
}
