import Type from 'typebox'
import { SimError } from '../sim-error.ts'
import { readState } from '../state/read-state.ts'
import { writeState } from '../state/write-state.ts'

const SHIFTS = ['none', 'days'] as const

/** What is replayed, and where to: a state is of no use to anything else. */
const ReplayedSchema = Type.Object({
  from: Type.String(),
  mapping: Type.Union([Type.String(), Type.Null()]),
  to: Type.String(),
  shift: Type.Enum(SHIFTS),
  /** Digest of the events in their order. */
  stream: Type.String(),
}, { additionalProperties: false })
export type Replayed = Type.Static<typeof ReplayedSchema>

const StateSchema = Type.Object({
  ...ReplayedSchema.properties,
  /** By how many days the events are moved: the same ids must keep their times. */
  days: Type.Integer(),
  /** Events from the first on that the server has acknowledged. */
  sent: Type.Integer({ minimum: 0 }),
}, { additionalProperties: false })

/** Where a replay begins. */
export interface Beginning { readonly days: number, readonly sent: number }

/**
 * Where the replay of a state file was; null when there is no such file yet. Throws SimError,
 * `usage` for a state of another replay.
 */
export async function loadReplayState(
  file: string,
  replayed: Replayed,
): Promise<Beginning | null> {
  const state = await readState(file, StateSchema, 'replay')
  if (state === null)
    return null
  const difference = differenceOf(state, replayed)
  if (difference !== null) {
    throw new SimError('usage', `${file} is the state of another replay: ${difference}. Give `
      + '--state a file of its own for each replay, or remove it to begin anew; what has arrived '
      + 'then counts as a duplicate')
  }
  return { days: state.days, sent: state.sent }
}

/** Keeps how far a replay is. */
export async function saveReplayState(
  file: string,
  replayed: Replayed,
  { days, sent }: Beginning,
): Promise<void> {
  await writeState(file, { ...replayed, days, sent })
}

function differenceOf(kept: Replayed, now: Replayed): string | null {
  if (kept.to !== now.to)
    return `it was sent to ${kept.to}, this one goes to ${now.to}`
  if (kept.shift !== now.shift)
    return `it had --shift ${kept.shift}, this one has ${now.shift}`
  if (kept.stream === now.stream)
    return null
  const [theirs, ours] = [sourceOf(kept), sourceOf(now)]
  return theirs === ours
    ? `${ours} gives other events now, because the file, the mapping, the profile or --until changed`
    : `it read ${theirs}, this one reads ${ours}`
}

function sourceOf({ from, mapping }: Replayed): string {
  return mapping === null ? from : `${from} by ${mapping}`
}
