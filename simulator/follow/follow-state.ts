import Type from 'typebox'
import { SimError } from '../sim-error.ts'
import { readState } from '../state/read-state.ts'
import { writeState } from '../state/write-state.ts'

/**
 * Event ids remembered, so that a request that is listed again is not sent again. Older ones a
 * server tells by itself: they count as duplicates there.
 */
export const MAX_REMEMBERED = 200_000

const StateSchema = Type.Object({
  /** What is followed: another address begins anew. */
  url: Type.String(),
  /** The newest time of change seen, as the source writes it; null before the first. */
  newest: Type.Union([Type.String(), Type.Null()]),
  /** Ids of events that arrived, the latest last. */
  sent: Type.Array(Type.String(), { maxItems: MAX_REMEMBERED }),
}, { additionalProperties: false })

/** How far a followed source was read and sent. */
export interface FollowState { newest: string | null, readonly sent: Set<string> }

/** Reads a state file; a missing one is a beginning. Throws SimError. */
export async function loadState(file: string, url: string): Promise<FollowState> {
  const state = await readState(file, StateSchema, 'follow')
  if (state === null)
    return { newest: null, sent: new Set() }
  if (state.url !== url) {
    throw new SimError('usage', `${file} is the state of following ${state.url}, `
      + 'give --state a file of its own for each address')
  }
  return { newest: state.newest, sent: new Set(state.sent) }
}

/** Replaces the state file as a whole. */
export async function saveState(file: string, url: string, state: FollowState): Promise<void> {
  const forgotten = Math.max(0, state.sent.size - MAX_REMEMBERED)
  for (const id of [...state.sent].slice(0, forgotten))
    state.sent.delete(id)
  await writeState(file, { url, newest: state.newest, sent: [...state.sent] })
}
