/** The questions of a tick whose answers hold until something happens in their scope. */
export type AnswerKind = 'facts' | 'part-facts' | 'durations' | 'open' | 'part-open' | 'hours'
  | 'facets' | 'steps' | 'latest' | TimedKind

/** Those that a deadline's passing changes as well. */
export type TimedKind = 'deadlines' | 'late' | 'points'
export const TIMED_KINDS: readonly TimedKind[] = ['deadlines', 'late', 'points']

/**
 * What ClickHouse answered about a scope, as long as asking again would give the same: a tick asks
 * only about scopes in which something happened since. Without it every tick asks everything.
 * Not for two ticks at once, and nothing may be touched while one asks.
 */
export interface KeptAnswers {
  /** What is counted in these scopes changed, or what of it is late. */
  touch: (scopes: Iterable<string>, kinds?: readonly AnswerKind[]) => void
  /** Everything may have changed. */
  forget: () => void
  /** Is an answer kept that still holds? */
  has: (kind: AnswerKind, validity: string, scope: string) => boolean
  /**
   * Asks about those scopes of which nothing is kept. What is kept of other scopes goes.
   * @param kind the question
   * @param validity what the answers depend on besides the scope; they end with it
   */
  ask: <Answer>(
    kind: AnswerKind,
    validity: string,
    scopes: readonly string[],
    ask: (scopes: readonly string[]) => Promise<(scope: string) => Answer>,
  ) => Promise<(scope: string) => Answer>
}

interface Kept { validity: string, answers: Map<string, unknown> }

export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<AnswerKind, Kept>()
  return {
    touch(scopes, kinds) {
      const stores = kinds === undefined
        ? [...kept.values()]
        : kinds.flatMap(kind => kept.get(kind) ?? [])
      for (const scope of scopes)
        stores.forEach(({ answers }) => answers.delete(scope))
    },
    forget: () => kept.clear(),
    has(kind, validity, scope) {
      const known = kept.get(kind)
      return known?.validity === validity && known.answers.has(scope)
    },
    async ask(kind, validity, scopes, ask) {
      const known = kept.get(kind)
      const before = known?.validity === validity ? known.answers : new Map<string, unknown>()
      const missing = [...new Set(scopes)].filter(scope => !before.has(scope))
      const answer = missing.length === 0 ? null : await ask(missing)
      const fresh = new Set(missing)
      type Answer = ReturnType<Awaited<ReturnType<typeof ask>>>
      const answers = new Map(scopes.map((scope): [string, Answer] =>
        [scope, fresh.has(scope) ? answer!(scope) : before.get(scope) as Answer]))
      kept.set(kind, { validity, answers })
      return scope => answers.get(scope)!
    },
  }
}
