import type { TSchema } from 'typebox'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { AlarmBoard } from '../../contract/alarms.ts'
import { FeedMessage } from '../../contract/feed.ts'

/** A frame is some 60 kB; what is far beyond it is none. */
const MAX_FRAME_BYTES = 8 * 1024 * 1024
const MAX_MESSAGE_BYTES = 1024 * 1024
const MAX_SCOPES = 10_000

const Code = Type.String({ minLength: 1, maxLength: 128 })

/** The server is there. */
const BeaconShape = Type.Object({
  /** Of its frames. */
  epoch: Code,
  /** When it started, by its own clock, ms since 1970. */
  startedAt: Type.Number(),
  /** Its clock now, ms since 1970. */
  at: Type.Number(),
  /** Digest of the profile it shows. */
  profile: Code,
  /** Does acknowledging an alarm take an operator's token there? */
  operators: Type.Boolean(),
  /** Scopes that relays want and its limits do not allow. */
  refused: Type.Array(Code, { maxItems: MAX_SCOPES }),
  /** It is about to end. */
  leaving: Type.Boolean(),
})
export type Beacon = Type.Static<typeof BeaconShape>

/** What a relay's screens and readers show; nothing: it is about to end. */
const DemandShape = Type.Object({
  relay: Code,
  scopes: Type.Array(Code, { maxItems: MAX_SCOPES }),
})
export type Demand = Type.Static<typeof DemandShape>

/** The alarms of a scope. */
const BoardMessageShape = Type.Object({
  epoch: Code,
  /** Counts up within the epoch: of two boards the higher number is the newer. */
  n: Type.Integer({ minimum: 1 }),
  board: AlarmBoard,
})
export type BoardMessage = Type.Static<typeof BoardMessageShape>

/** Each reads one kind of message; null: it is none, for whatever reason. */
export const readBeacon = reader<Beacon>(BeaconShape, MAX_MESSAGE_BYTES)
export const readDemand = reader<Demand>(DemandShape, MAX_MESSAGE_BYTES)
export const readBoard = reader<BoardMessage>(BoardMessageShape, MAX_MESSAGE_BYTES)
export const readFrame = reader<FeedMessage>(FeedMessage, MAX_FRAME_BYTES)

function reader<Message>(schema: TSchema, maxBytes: number): (bytes: Buffer) => Message | null {
  const validator = Compile(schema)
  return (bytes) => {
    if (bytes.length > maxBytes)
      return null
    try {
      const value: unknown = JSON.parse(bytes.toString('utf8'))
      return validator.Check(value) ? value as Message : null
    }
    catch {
      return null
    }
  }
}
