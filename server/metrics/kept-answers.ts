import type { StartedLoad } from '../ports.ts'
import type { Added, Addition, Additions, Rollup } from './additions.ts'
import type { AskKept, Renewal } from './answer-store.ts'
import type { OpenCase, OpenSums, Thresholds } from './open-cases.ts'
import { createAnswerStore } from './answer-store.ts'
import { together } from './together.ts'

/** The questions about open cases: what changes about them is added to the answers. */
export type OpenKind = typeof OPEN_KINDS[number]
const OPEN_KINDS = ['deadlines', 'late', 'points'] as const

/** The questions whose answers are sums of a roll-up: what happens is added to them. */
export type SumsKind = typeof SUMS_KINDS[number]
const SUMS_KINDS = [
  'facts',
  'part-facts',
  'durations',
  'open',
  'part-open',
  'hours',
  'facets',
  'steps',
] as const

/** Every question of which something is kept. */
export const KEPT_KINDS = ['latest', ...SUMS_KINDS, ...OPEN_KINDS] as const
export type Kind = typeof KEPT_KINDS[number]

/** What the additions to a roll-up are added to. */
const ADDED_TO: Readonly<Record<Rollup, readonly SumsKind[]>> = {
  facts: ['facts', 'part-facts'],
  open: ['open', 'part-open'],
  durations: ['durations'],
  minutes: ['hours'],
  facets: ['facets'],
  steps: ['steps'],
}

/** Sums of one scope that a load can be added to. */
export interface Sums { add: (addition: Addition) => void }

/** What the clock did since the tick before. */
export interface Passage {
  before: Thresholds
  now: Thresholds
  /** Open cases whose deadlines it passed; null: too many to tell. */
  passed: readonly OpenCase[] | null
}

/**
 * What ClickHouse answered about a scope, as long as asking again would give the same: a tick asks
 * of all that only what was added. Not for two ticks at once, and nothing may be touched while one
 * asks.
 */
export interface KeptAnswers {
  /** Told before an insert, with the gate held. The answer is called when it succeeded. */
  loading: (load: StartedLoad) => () => void
  /** Everything may have changed. */
  forget: () => void
  /** What some answers are of may have changed. */
  renew: (renewal: Renewal<Kind>) => void
  /** Are a scope's newest events as of the tick before known? */
  hasLatest: (scope: string) => boolean
  /**
   * Brings what is kept to the ledger's point and to now, or forgets it; before any of it is asked
   * for. Of which scopes it all is what it was, the answer tells.
   * @param passing null: no tick was before
   */
  addUp: (passing: Promise<Passage | null>) => Promise<(scope: string) => boolean>
  /** Resolves when a load may follow: after every tick, whatever became of it. */
  settle: () => Promise<void>
  askLatest: AskKept<'latest', unknown>
  askSums: AskKept<SumsKind, Sums>
  askOpen: AskKept<OpenKind, OpenSums>
}

/** @param additions null: nothing is kept from tick to tick but newest events */
export function createKeptAnswers(additions: Additions | null): KeptAnswers {
  const latest = createAnswerStore<'latest', unknown>()
  const sums = createAnswerStore<SumsKind, Sums>()
  const open = createAnswerStore<OpenKind, OpenSums>()
  /** Scopes in which something happened since the tick before; null: anywhere. */
  let touched: Set<string> | null = null

  function forget(): void {
    latest.clear()
    sums.clear()
    open.clear()
    touched = null
  }

  function addSums(added: Added | null): void {
    if (added === null)
      sums.clear()
    for (const one of added?.sums ?? [])
      ADDED_TO[one.kind].forEach(kind => sums.allOf(kind, one.scope).forEach(sum => sum.add(one)))
  }

  function addCase(change: OpenCase, at: Thresholds): void {
    for (const scope of change.path) {
      for (const kind of OPEN_KINDS) {
        if (!open.allOf(kind, scope).every(sum => sum.add(change, at)))
          open.drop(kind, scope)
      }
    }
  }

  /** Changes first count as of the tick before: who passes a deadline is moved on afterwards. */
  function addOpen(added: Added | null, passage: Passage | null): void {
    if (added === null || passage === null || passage.passed === null) {
      open.clear()
      return
    }
    const { before, now, passed } = passage
    added.cases.forEach(change => addCase(change, before))
    for (const one of passed) {
      addCase({ ...one, count: -one.count }, before)
      addCase(one, now)
    }
  }

  return {
    loading({ scopes, ...load }) {
      if (scopes === null)
        forget()
      else
        scopes.forEach(scope => touched?.add(scope))
      return additions?.loading(load) ?? (() => {})
    },
    forget,
    renew(renewal) {
      for (const store of [latest, sums, open])
        store.dropAll(renewal).forEach(scope => touched?.add(scope))
    },
    settle: async () => additions?.settle(),
    hasLatest: scope => latest.allOf('latest', scope).length > 0,
    async addUp(passing) {
      const happened = touched
      // What fails from here on leaves all in doubt.
      touched = null
      const [added, passage] = await together(
        additions?.take(sums.scopes) ?? Promise.resolve(null),
        passing,
      )
      addSums(added)
      addOpen(added, passage)
      touched = new Set()
      if (happened === null || passage === null || passage.passed === null)
        return () => false
      passage.passed.forEach(({ path }) => path.forEach(scope => happened.add(scope)))
      return scope => !happened.has(scope)
    },
    askLatest: latest.ask,
    askSums: sums.ask,
    askOpen: open.ask,
  }
}
