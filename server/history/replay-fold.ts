import type { VersionContext } from '../intake/case-version.ts'
import type { CaseState } from '../intake/fold.ts'
import type { NormalEvent } from '../intake/normal-event.ts'
import { setImmediate } from 'node:timers/promises'
import { scopesOf, toVersionFacts } from '../intake/case-version.ts'
import { attributesOf, EMPTY_STATE, foldEvent } from '../intake/fold.ts'
import { toLedgerRow } from '../intake/ledger-row.ts'

/** Events folded in one go; requests and ticks come in between. */
const SLICE = 500

interface ReplayedCase {
  state: CaseState
  /** Versions written so far. */
  version: number
  /** Cells of the last one. */
  cells: string | null
}

/** An event of the ledger on its way into the replay. */
export interface ReplayEvent {
  event: NormalEvent
  source: string
}

/**
 * The ledger as it would be had every event come the moment it happened: folded in that order by
 * the server's own fold, numbered in that order, received when it happened.
 */
export interface ReplayFold {
  /** Folds events whose ledger rows nobody needs. */
  recall: (events: readonly ReplayEvent[]) => Promise<void>
  /** Folds the next events; answers their ledger rows as JSONCompactEachRow lines. */
  add: (events: readonly ReplayEvent[]) => Promise<string[]>
  /**
   * Version rows of at most `limit` cases that changed since they were taken last; empty when
   * there is none left.
   */
  takeVersions: (limit: number) => Promise<string[]>
}

/** `seq`: how many events happened before the first that will be added. */
export function createReplayFold(context: VersionContext, seq: number): ReplayFold {
  const cases = new Map<string, ReplayedCase>()
  const changed = new Set<string>()
  let number = seq

  async function each<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
    let done = 0
    for (const item of items) {
      work(item)
      if (++done % SLICE === 0)
        await setImmediate()
    }
  }

  function fold({ event }: ReplayEvent): CaseState {
    const known = cases.get(event.caseId) ?? { state: EMPTY_STATE, version: 0, cells: null }
    known.state = foldEvent(known.state, event)
    cases.set(event.caseId, known)
    changed.add(event.caseId)
    return known.state
  }

  function ledgerRow(one: ReplayEvent): string {
    const state = fold(one)
    const attributes = attributesOf(state)
    const { region } = attributes
    const known = state.marks.reported === undefined || region === undefined
      ? null
      : { path: scopesOf(region, context.city), attributes }
    number++
    const { event, source } = one
    return toLedgerRow(event, { seq: number, receivedAt: event.at, source, known })
  }

  /** The old row taken back and the new one added, where the case changed visibly. */
  function versionRows(caseId: string): string[] {
    const known = cases.get(caseId)!
    const facts = toVersionFacts(caseId, known.state, context)
    const cells = facts === null ? null : JSON.stringify(facts).slice(1)
    if (cells === null || cells === known.cells)
      return []
    const old = known.cells === null ? [] : [`[-1,${known.version},${known.cells}`]
    known.version++
    known.cells = cells
    return [...old, `[1,${known.version},${cells}`]
  }

  return {
    recall: async events => each(events, fold),
    async add(events) {
      const rows: string[] = []
      await each(events, one => void rows.push(ledgerRow(one)))
      return rows
    },
    async takeVersions(limit) {
      const rows: string[] = []
      // Those without a visible change make no row: go on until there is one.
      while (rows.length === 0 && changed.size > 0) {
        const taken = [...changed].slice(0, limit)
        await each(taken, caseId => void rows.push(...versionRows(caseId)))
        taken.forEach(caseId => changed.delete(caseId))
      }
      return rows
    },
  }
}
