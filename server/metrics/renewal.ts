import type { Renewal } from './answer-store.ts'
import type { Kind } from './kept-answers.ts'
import { KEPT_KINDS } from './kept-answers.ts'

/** However well it is kept: what somebody changed in ClickHouse by hand shows after this time. */
export const ASK_ANEW_MS = 300_000
/**
 * The scopes of a question take turns as well, those that lie side by side in the roll-ups
 * together: of an eighth in their order a question reads little more than of one.
 */
const PARTS = 8
const TURNS = KEPT_KINDS.length * PARTS

/**
 * The turn of every answer comes once in five minutes, one question and an eighth of the scopes at
 * a time: no tick asks for everything. (When scopes come or go, one may be left out once.)
 * @param wallNow the machine's time, milliseconds since 1970; where it jumps it is everyone's turn
 * @returns asked with every tick; null: it is nobody's turn
 */
export function createRenewals(wallNow: () => number): () => Renewal<Kind> | null {
  let last = turnAt(wallNow())

  return () => {
    const turn = turnAt(wallNow())
    const passed = turn - last
    last = turn
    if (passed === 0)
      return null
    if (passed < 0 || passed >= TURNS)
      return () => true
    return (kind, place, of) => (turn + TURNS - turnOf(kind, place, of)) % TURNS < passed
  }
}

function turnAt(ms: number): number {
  return Math.floor(ms * TURNS / ASK_ANEW_MS)
}

function turnOf(kind: Kind, place: number, of: number): number {
  return KEPT_KINDS.indexOf(kind) * PARTS + Math.floor(place * PARTS / of)
}
