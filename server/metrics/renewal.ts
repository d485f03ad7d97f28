import type { Kind } from './kept-answers.ts'
import { KEPT_KINDS } from './kept-answers.ts'

/** However well it is kept: what somebody changed in ClickHouse by hand shows after this time. */
const ASK_ANEW_MS = 300_000
/** The scopes of a question take turns as well: the sums of all of them are long to read. */
const PARTS = 3
const TURNS = KEPT_KINDS.length * PARTS

/** Which answers may not be used any longer. */
export type Renewal = (kind: Kind, scope: string) => boolean

/**
 * The turn of every answer comes once in five minutes, one question and a third of the scopes at a
 * time: no tick asks for everything.
 * @param wallNow the machine's time, milliseconds since 1970; where it jumps it is everyone's turn
 * @returns asked with every tick; null: it is nobody's turn
 */
export function createRenewals(wallNow: () => number): () => Renewal | null {
  let last = turnAt(wallNow())

  return () => {
    const turn = turnAt(wallNow())
    const passed = turn - last
    last = turn
    if (passed === 0)
      return null
    if (passed < 0 || passed >= TURNS)
      return () => true
    return (kind, scope) => (turn + TURNS - turnOf(kind, scope)) % TURNS < passed
  }
}

function turnAt(ms: number): number {
  return Math.floor(ms * TURNS / ASK_ANEW_MS)
}

function turnOf(kind: Kind, scope: string): number {
  let part = 0
  for (let i = 0; i < scope.length; i++)
    part = (part + scope.charCodeAt(i)) % PARTS
  return KEPT_KINDS.indexOf(kind) * PARTS + part
}
