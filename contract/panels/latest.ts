import Type from 'typebox'
import { CASE_EVENT_TYPES } from '../case-event.ts'

/** The newest events of the scope among the last 20,000 of the ledger, newest first. */
export const LatestPanel = Type.Object({
  events: Type.Array(Type.Object({
    /** The event's number in the ledger. */
    seq: Type.Integer(),
    id: Type.String(),
    caseId: Type.String(),
    type: Type.Enum(CASE_EVENT_TYPES),
    /** RFC 3339 in the profile's zone. */
    at: Type.String(),
    region: Type.String(),
    /** Name to show: street and below, in the profile's words. */
    place: Type.String(),
    category: Type.String(),
    channel: Type.String(),
    title: Type.String(),
  })),
  /**
   * Events of the whole scope that happened in the last minute before `asOf` (in replayed time the
   * stream's minute) and were received in the last minute of the server's clock.
   */
  perMinute: Type.Integer(),
})
export type LatestPanel = Type.Static<typeof LatestPanel>
