import Type from 'typebox'
import { LedgerEvent } from './cases.ts'

/** Most events of one page. */
export const MAX_LEDGER_PAGE = 10_000

/** `GET /api/v1/ledger`: a stretch of the accepted events, in their order. */
export const LedgerBody = Type.Object({
  events: Type.Array(LedgerEvent),
  /** Pass it as `after` for what follows: the number of the last event here. */
  next: Type.Integer({ minimum: 0 }),
  /** The page is full, so there may be more already; false: what follows has yet to happen. */
  more: Type.Boolean(),
})
export type LedgerBody = Type.Static<typeof LedgerBody>
