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
