import type { AuditedEvent, CasePart } from './read-events.ts'
import type { HeldRows } from './read-rows.ts'
import type { SliceResult } from './round.ts'
import type { AuditTools } from './tools.ts'
import { setImmediate } from 'node:timers/promises'
import { isRight, mendCases } from './mend-cases.ts'
import { readEvents, readLastSeq } from './read-events.ts'
import { readRowsBetween, readRowsOf } from './read-rows.ts'
import { recountCase } from './recount-case.ts'
import { NOTHING } from './tools.ts'

/** Events in one answer: parsing them holds the event loop for some ten milliseconds. */
const PAGE_EVENTS = 2000
/** Most of the ledger that one question passes over, in events. */
const PAGE_SPAN = 500_000
/** Cases compared in one slice. */
const SLICE_CASES = 300
/** Cases recounted before others get their turn. */
const TURN_CASES = 50
/** Cases counted again and mended at a time with loads kept away. */
const RECHECKED_CASES = 50
/** How often a case whose events wait for ClickHouse is looked at again. */
const PENDING_VISITS = 10
/**
 * Cases of a part that cannot be mended: with as many the rest is not looked at, because a rebuild
 * is due, and a list of all cases would tell no more.
 */
const MOST_UNREPAIRED = 200
const END_OF_TIME = Date.UTC(2199, 0, 1)

/** The events of a part's cases, read once and kept up with what is loaded since. */
interface PartLedger {
  cases: Map<string, AuditedEvent[]>
  /** Events of all of them. */
  events: number
  /** Ledger number up to which it was read. */
  seq: number
}

/**
 * Checks the case versions of a part of all cases against the ledger, slice by slice: reads the
 * part's events page by page, makes the cases of them by a walk of its own, and compares each with
 * the rows that stand for it. A part that grew beyond `mostEvents` since it was planned (a history
 * being loaded) is given back to be cut in two: memory stays bounded however fast events come.
 */
export async function* auditPart(
  tools: AuditTools,
  round: number,
  part: CasePart,
  mostEvents: number,
): AsyncGenerator<SliceResult, void> {
  const { database } = tools
  const ledger: PartLedger = { cases: new Map(), events: 0, seq: 0 }
  const span = Math.min(PAGE_EVENTS * part.parts, PAGE_SPAN)
  for (let last = await readLastSeq(database); ledger.seq < last;) {
    const to = Math.min(ledger.seq + span, last)
    const events = await readEvents(database, part, ledger.seq, to)
    keep(ledger, events)
    ledger.seq = to
    if (isOutgrown(ledger, mostEvents)) {
      yield { outgrown: true }
      return
    }
    yield NOTHING
    if (to === last)
      last = await readLastSeq(database)
  }
  const pending: string[] = []
  let unrepaired = 0
  for (const stretch of stretchesOf(ledger)) {
    const suspects = await compareStretch(tools, ledger, part, stretch)
    if (isOutgrown(ledger, mostEvents)) {
      yield { outgrown: true }
      return
    }
    yield { compared: { cases: stretch.caseIds.length } }
    for (let i = 0; i < suspects.length; i += RECHECKED_CASES) {
      const few = suspects.slice(i, i + RECHECKED_CASES)
      const { result, again } = await recheck(tools, round, ledger, part, few, true)
      pending.push(...again)
      unrepaired += result.unrepaired ?? 0
      yield result
    }
    if (unrepaired >= MOST_UNREPAIRED)
      return
  }
  yield { compared: { events: ledger.events } }
  yield* auditPending(tools, round, ledger, part, pending)
}

/** One case alone cannot be cut. */
function isOutgrown({ cases, events }: PartLedger, mostEvents: number): boolean {
  return events > mostEvents && cases.size > 1
}

/** Cases that could not be judged: their events were on their way. */
async function* auditPending(
  tools: AuditTools,
  round: number,
  ledger: PartLedger,
  part: CasePart,
  caseIds: readonly string[],
): AsyncGenerator<SliceResult, void> {
  let left = [...caseIds]
  for (let visit = 1; visit <= PENDING_VISITS && left.length > 0; visit++) {
    const few = left.slice(0, RECHECKED_CASES)
    const { result, again } = await recheck(
      tools,
      round,
      ledger,
      part,
      few,
      visit < PENDING_VISITS,
    )
    left = [...again, ...left.slice(RECHECKED_CASES)]
    yield result
  }
}

interface Stretch {
  caseIds: string[]
  /** Reported in (after, to], milliseconds since 1970. */
  after: number
  to: number
}

/** Cases in the order of their reports, as their rows are sorted; together all of time. */
function stretchesOf({ cases }: PartLedger): Stretch[] {
  const reports = [...cases].flatMap(([caseId, events]) => {
    const times = events.flatMap(({ type, at }) => type === 'reported' ? [at] : [])
    return times.length === 0 ? [] : [{ caseId, at: Math.min(...times) }]
  }).sort((a, b) => a.at - b.at)
  const stretches: Stretch[] = [{ caseIds: [], after: 0, to: END_OF_TIME }]
  for (const [i, { caseId, at }] of reports.entries()) {
    const before = reports[i - 1]?.at
    const current = stretches.at(-1)!
    // Cases of the same instant stay together: the rows are asked for by time.
    if (current.caseIds.length >= SLICE_CASES && before !== undefined && before < at) {
      current.to = before
      stretches.push({ caseIds: [], after: before, to: END_OF_TIME })
    }
    stretches.at(-1)!.caseIds.push(caseId)
  }
  return stretches
}

/** Cases whose rows are not what their events make of them, loads coming between or not. */
async function compareStretch(
  tools: AuditTools,
  ledger: PartLedger,
  part: CasePart,
  { caseIds, after, to }: Stretch,
): Promise<string[]> {
  await readOn(tools, ledger, part)
  const rows = await readRowsBetween(tools.database, part, after, to)
  return wrongOf(tools, ledger, rows, new Set([...caseIds, ...rows.keys()]))
}

async function wrongOf(
  { context }: AuditTools,
  { cases }: PartLedger,
  rows: HeldRows,
  caseIds: Iterable<string>,
): Promise<string[]> {
  const wrong: string[] = []
  let n = 0
  for (const caseId of caseIds) {
    if (++n % TURN_CASES === 0)
      await setImmediate()
    const expected = recountCase(caseId, cases.get(caseId) ?? [], context)
    if (!isRight({ caseId, expected, held: rows.get(caseId) ?? [] }))
      wrong.push(caseId)
  }
  return wrong
}

/** Looks again while no load can come between, and mends what is still wrong. */
async function recheck(
  tools: AuditTools,
  round: number,
  ledger: PartLedger,
  part: CasePart,
  caseIds: readonly string[],
  patient: boolean,
): Promise<{ result: SliceResult, again: string[] }> {
  const found = await tools.gate.run(async () => {
    if (!tools.states.settled())
      return null
    await readOn(tools, ledger, part)
    const rows = await readRowsOf(tools.database, caseIds)
    const cases = caseIds.map(caseId => ({
      caseId,
      expected: recountCase(caseId, ledger.cases.get(caseId) ?? [], tools.context),
      held: rows.get(caseId) ?? [],
    })).filter(one => !isRight(one))
    return cases.length === 0 ? 'right' : mendCases(tools, round, cases, patient)
  })
  // While a load is half in nothing can be said.
  if (found === null)
    return { result: NOTHING, again: patient ? [...caseIds] : [] }
  if (found === 'right')
    return { result: NOTHING, again: [] }
  return { result: await found.tell(), again: found.pending }
}

/** Takes in what was loaded since. Little: it is called before every comparison. */
async function readOn({ database }: AuditTools, ledger: PartLedger, part: CasePart): Promise<void> {
  const last = await readLastSeq(database)
  if (last === ledger.seq)
    return
  keep(ledger, await readEvents(database, part, ledger.seq, last))
  ledger.seq = last
}

function keep(ledger: PartLedger, events: readonly AuditedEvent[]): void {
  const { cases } = ledger
  ledger.events += events.length
  for (const event of events) {
    const own = cases.get(event.caseId)
    if (own === undefined)
      cases.set(event.caseId, [event])
    else
      own.push(event)
  }
}
