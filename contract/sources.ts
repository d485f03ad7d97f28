import Type from 'typebox'
import { Timestamp } from './case-event.ts'

/**
 * How a source stands, by the wall clock of the server, also in replayed time:
 * - `live`: heard lately, and it brought new events lately
 * - `quiet`: heard lately; it says that there is nothing new
 * - `late`: not heard for longer than GRIDWALL_SOURCE_LATE_AFTER
 * - `never`: configured, and never heard
 */
export const SOURCE_STATES = ['live', 'quiet', 'late', 'never'] as const
export type SourceState = typeof SOURCE_STATES[number]

const TimeOrNull = Type.Union([Type.String(), Type.Null()])

/** One configured source. */
export const SourceFreshness = Type.Object({
  /** As GRIDWALL_SOURCES names it. */
  name: Type.String(),
  state: Type.Enum(SOURCE_STATES),
  /** Last authenticated request or socket message, RFC 3339; null: never. In frames: its minute. */
  lastHeardAt: TimeOrNull,
  /** `late`: silent since. `quiet`: nothing new since, null if there never was. Otherwise null. */
  since: TimeOrNull,
  /**
   * Event time up to which the source says it has sent everything, RFC 3339; null before the
   * first event or promise. In frames: its minute.
   */
  watermark: TimeOrNull,
})
export type SourceFreshness = Type.Static<typeof SourceFreshness>

/** Body of `POST /api/v1/heartbeat`; may be left out. */
export const Heartbeat = Type.Object({
  watermark: Type.Optional(Timestamp),
}, { additionalProperties: false })
export type Heartbeat = Type.Static<typeof Heartbeat>

/** What the server knows of the source after a heartbeat, on disk when the answer arrives. */
export const HeartbeatAnswer = Type.Object({
  source: Type.String(),
  lastHeardAt: Type.String(),
  /** Never older than one answered before. */
  watermark: TimeOrNull,
})
export type HeartbeatAnswer = Type.Static<typeof HeartbeatAnswer>
