import Type from 'typebox'
import { Frame, FrameDelta } from './frame.ts'

/**
 * `/ws/frames?scope=`: text frames of JSON, first a snapshot, then deltas. A reader that falls
 * behind is dropped to the latest snapshot.
 */
export const FeedMessage = Type.Union([
  Type.Object({ kind: Type.Literal('snapshot'), frame: Frame }),
  Type.Object({ kind: Type.Literal('delta'), delta: FrameDelta }),
])
export type FeedMessage
  = | { kind: 'snapshot', frame: Frame }
    | { kind: 'delta', delta: FrameDelta }
