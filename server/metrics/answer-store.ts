import { together } from './together.ts'

/** A question, and what its answers depend on besides the scope: they end with it. */
export interface Asking<Answer> {
  validity: string
  ask: (scopes: readonly string[]) => Promise<(scope: string) => Answer>
}

/**
 * Asks about those scopes of which nothing is kept. What is kept of other scopes goes.
 * @param kind the question
 * @param scopes that an answer is needed of
 * @param now the question as it is now
 * @param ahead as it will be soon: what is asked now is asked ahead as well
 */
export type AskKept<Own, Value> = <Answer extends Value>(
  kind: Own,
  scopes: readonly string[],
  now: Asking<Answer>,
  ahead?: Asking<Answer> | null,
) => Promise<(scope: string) => Answer>

/** May an answer no longer be used? It is the one at `place` of so many, in the scopes' order. */
export type Renewal<Own> = (kind: Own, place: number, of: number) => boolean

/** Answers to some questions, by scope: those of now, and those that were asked ahead. */
export interface AnswerStore<Own, Value> {
  ask: AskKept<Own, Value>
  /** Of a scope: that of now, and the one asked ahead; none where nothing is kept. */
  allOf: (kind: Own, scope: string) => Value[]
  /** Of which something is kept. */
  scopes: () => Set<string>
  drop: (kind: Own, scope: string) => void
  /** Of which scopes something went. */
  dropAll: (renewal: Renewal<Own>) => Set<string>
  clear: () => void
}

interface Kept<Value> { validity: string, answers: Map<string, Value> }

export function createAnswerStore<Own, Value>(): AnswerStore<Own, Value> {
  /** What is of now comes first. */
  const kept = new Map<Own, Kept<Value>[]>()
  const keptOf = (kind: Own): Kept<Value>[] => kept.get(kind) ?? []

  return {
    async ask<Answer extends Value>(
      kind: Own,
      scopes: readonly string[],
      now: Asking<Answer>,
      ahead: Asking<Answer> | null = null,
    ) {
      const before = (asking: Asking<Answer>): ReadonlyMap<string, Answer> =>
        // Under one validity of a kind all answers are to one question.
        (keptOf(kind).find(({ validity }) => validity === asking.validity)?.answers
          ?? new Map()) as Map<string, Answer>
      const wanted = new Set(scopes)
      const known = before(now)
      const missing = [...wanted].filter(scope => !known.has(scope))
      const complete = async (asking: Asking<Answer>): Promise<Kept<Answer>> => {
        const answers = new Map([...before(asking)].filter(([scope]) => wanted.has(scope)))
        const answer = missing.length === 0 ? null : await asking.ask(missing)
        missing.forEach(scope => answers.set(scope, answer!(scope)))
        return { validity: asking.validity, answers }
      }
      const [own, next] = await together(
        complete(now),
        ahead === null ? Promise.resolve(null) : complete(ahead),
      )
      kept.set(kind, next === null ? [own] : [own, next])
      return scope => own.answers.get(scope)!
    },
    allOf: (kind, scope) => keptOf(kind).flatMap(({ answers }) => answers.get(scope) ?? []),
    scopes: () => new Set([...kept.values()].flat().flatMap(({ answers }) => [...answers.keys()])),
    drop: (kind, scope) => keptOf(kind).forEach(({ answers }) => answers.delete(scope)),
    dropAll(renewal) {
      const dropped = new Set<string>()
      for (const [kind, answers] of kept) {
        const scopes = [...answers[0]?.answers.keys() ?? []].sort()
        for (const scope of scopes.filter((_, place) => renewal(kind, place, scopes.length))) {
          answers.forEach(one => one.answers.delete(scope))
          dropped.add(scope)
        }
      }
      return dropped
    },
    clear: () => kept.clear(),
  }
}
