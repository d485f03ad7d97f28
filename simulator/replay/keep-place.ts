import type { Beginning, Replayed } from './replay-state.ts'
import { loadReplayState, saveReplayState } from './replay-state.ts'

/** Where a replay begins, and how it keeps how far it is. */
export interface Place {
  readonly beginning: Beginning
  /** Told how many events of this run, from its first on, the server has acknowledged. */
  readonly onAcked: (count: number) => Promise<void>
}

/**
 * The place kept in a state file, or the start of the stream moved by `days`. It is written before
 * anything is sent: a file that cannot be written is told of at once, and the days are kept.
 */
export async function keepPlace(file: string, replayed: Replayed, days: number): Promise<Place> {
  const beginning = await loadReplayState(file, replayed) ?? { days, sent: 0 }
  const save = async (sent: number): Promise<void> =>
    saveReplayState(file, replayed, { days: beginning.days, sent })
  await save(beginning.sent)
  return { beginning, onAcked: async count => save(beginning.sent + count) }
}
