import type { Concerns } from './concerns.ts'

export interface Compared { events: number, cases: number, rows: number }

/** Bounded pieces of a round; each is one or a few slices of work. */
export type Step
  = | { kind: 'ledger', part: number, parts: number }
    /** Days [from, to) of a table's rows. */
    | { kind: 'rollup', table: string, from: number, to: number }
    /** Scopes [low, high) of a table's sums of all days; '' is no bound. */
    | { kind: 'total', table: string, low: string, high: string }

/** One pass over everything, as it is kept over a restart. */
export interface Round {
  /** Counts up from 1. */
  number: number
  /** Milliseconds since 1970. */
  startedAt: number
  steps: readonly Step[]
  /** Steps that are done. */
  done: number
  compared: Compared
  differences: number
  unrepaired: number
  concerns: Concerns
}

/** A round that was ended. */
export type EndedRound = Omit<Round, 'steps' | 'done'> & { endedAt: number }

/** What came out of a slice, to be added to the round. */
export interface SliceResult {
  compared?: Partial<Compared>
  differences?: number
  unrepaired?: number
  concerns?: Concerns
  /** The step holds more than it was planned for and is to be cut in two. */
  outgrown?: true
}

export function newRound(number: number, startedAt: number, steps: readonly Step[]): Round {
  return {
    number,
    startedAt,
    steps,
    done: 0,
    compared: { events: 0, cases: 0, rows: 0 },
    differences: 0,
    unrepaired: 0,
    concerns: [],
  }
}

/** The step that is under way becomes two: half of a part's cases each, told by the same hash. */
export function cutStep(round: Round): Round {
  const step = round.steps[round.done]
  if (step?.kind !== 'ledger')
    return round
  const parts = step.parts * 2
  const halves: Step[] = [step.part, step.part + step.parts]
    .map(part => ({ kind: 'ledger', part, parts }))
  return { ...round, steps: round.steps.toSpliced(round.done, 1, ...halves) }
}

/** What comes after the ledger, planned again by the sizes that the tables have by then. */
export function planAgain(round: Round, rest: readonly Step[]): Round {
  return { ...round, steps: [...round.steps.slice(0, round.done), ...rest] }
}

export function addSlice(round: Round, result: SliceResult): Round {
  const { compared = {}, differences = 0, unrepaired = 0, concerns = [] } = result
  return {
    ...round,
    compared: {
      events: round.compared.events + (compared.events ?? 0),
      cases: round.compared.cases + (compared.cases ?? 0),
      rows: round.compared.rows + (compared.rows ?? 0),
    },
    differences: round.differences + differences,
    unrepaired: round.unrepaired + unrepaired,
    concerns: [...new Set([...round.concerns, ...concerns])],
  }
}
