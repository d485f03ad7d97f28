import type { StartedLoad } from '../ports.ts'
import type { Addition, Additions, Rollup } from './additions.ts'

/** The questions whose answers hold until something happens in their scope or a deadline passes. */
export type TimedKind = 'deadlines' | 'late' | 'points'
const TIMED_KINDS: readonly TimedKind[] = ['deadlines', 'late', 'points']

/** `latest`: what a tick adds to it from the ledger keeps it true. */
export type AnswerKind = TimedKind | 'latest'

/** The questions whose answers are sums of a roll-up: what happens is added to them. */
export type SumsKind = 'facts' | 'part-facts' | 'durations' | 'open' | 'part-open' | 'hours'
  | 'facets' | 'steps'

/** What the additions to a roll-up are added to. */
const KINDS: Readonly<Record<Rollup, readonly SumsKind[]>> = {
  facts: ['facts', 'part-facts'],
  open: ['open', 'part-open'],
  durations: ['durations'],
  minutes: ['hours'],
  facets: ['facets'],
  steps: ['steps'],
}

/** Sums of one scope that a load can be added to. */
export interface Sums { add: (addition: Addition) => void }

/**
 * Asks about those scopes of which nothing is kept. What is kept of other scopes goes.
 * @param kind the question
 * @param validity what the answers depend on besides the scope; they end with it
 */
type AskKept<Kind, Value> = <Answer extends Value>(
  kind: Kind,
  validity: string,
  scopes: readonly string[],
  ask: (scopes: readonly string[]) => Promise<(scope: string) => Answer>,
) => Promise<(scope: string) => Answer>

/**
 * What ClickHouse answered about a scope, as long as asking again would give the same: a tick asks
 * only about scopes in which something happened since, and of roll-ups only what was added.
 * Not for two ticks at once, and nothing may be touched while one asks.
 */
export interface KeptAnswers {
  /** Told before an insert, with the gate held. The answer is called when it succeeded. */
  loading: (load: StartedLoad) => () => void
  /** Something happened in these scopes; where kinds are given, these alone are asked again. */
  touch: (scopes: Iterable<string>, kinds?: readonly TimedKind[]) => void
  /** Everything may have changed. */
  forget: () => void
  /** Is an answer kept that still holds? */
  has: (kind: AnswerKind, validity: string, scope: string) => boolean
  /** Brings all sums to the ledger's point, or forgets them. To be awaited before `askSums`. */
  addUp: () => Promise<void>
  ask: AskKept<AnswerKind, unknown>
  askSums: AskKept<SumsKind, Sums>
}

/** @param additions null: sums are forgotten with every tick */
export function createKeptAnswers(additions: Additions | null): KeptAnswers {
  const answers = createStore<AnswerKind, unknown>()
  const sums = createStore<SumsKind, Sums>()

  function forget(): void {
    answers.clear()
    sums.clear()
  }

  return {
    loading({ scopes, ...load }) {
      if (scopes === null)
        forget()
      else
        answers.drop(scopes, TIMED_KINDS)
      return additions?.loading(load) ?? (() => {})
    },
    touch: (scopes, kinds = TIMED_KINDS) => answers.drop(scopes, kinds),
    forget,
    has: answers.has,
    async addUp() {
      const added = await additions?.take(sums.scopes) ?? null
      if (added === null)
        sums.clear()
      else
        added.forEach(one => KINDS[one.kind].forEach(kind => sums.get(kind, one.scope)?.add(one)))
    },
    ask: answers.ask,
    askSums: sums.ask,
  }
}

interface Kept<Value> { validity: string, answers: Map<string, Value> }

interface Store<Kind, Value> {
  ask: AskKept<Kind, Value>
  has: (kind: Kind, validity: string, scope: string) => boolean
  get: (kind: Kind, scope: string) => Value | undefined
  /** Of which something is kept. */
  scopes: () => Set<string>
  drop: (scopes: Iterable<string>, kinds: readonly Kind[]) => void
  clear: () => void
}

function createStore<Kind, Value>(): Store<Kind, Value> {
  const kept = new Map<Kind, Kept<Value>>()
  return {
    async ask<Answer extends Value>(
      kind: Kind,
      validity: string,
      scopes: readonly string[],
      ask: (scopes: readonly string[]) => Promise<(scope: string) => Answer>,
    ) {
      const known = kept.get(kind)
      const before = known?.validity === validity ? known.answers : new Map<string, Value>()
      const missing = [...new Set(scopes)].filter(scope => !before.has(scope))
      const answer = missing.length === 0 ? null : await ask(missing)
      const fresh = new Set(missing)
      const answers = new Map(scopes.map((scope): [string, Answer] =>
        [scope, fresh.has(scope) ? answer!(scope) : before.get(scope) as Answer]))
      kept.set(kind, { validity, answers })
      return scope => answers.get(scope)!
    },
    has(kind, validity, scope) {
      const known = kept.get(kind)
      return known?.validity === validity && known.answers.has(scope)
    },
    get: (kind, scope) => kept.get(kind)?.answers.get(scope),
    scopes: () => new Set([...kept.values()].flatMap(({ answers }) => [...answers.keys()])),
    drop(scopes, kinds) {
      const stores = kinds.flatMap(kind => kept.get(kind) ?? [])
      for (const scope of scopes)
        stores.forEach(({ answers }) => answers.delete(scope))
    },
    clear: () => kept.clear(),
  }
}
