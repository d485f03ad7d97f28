import { readFile, rename, writeFile } from 'node:fs/promises'
import Type from 'typebox'
import { Check } from 'typebox/value'
import { SimError } from '../sim-error.ts'

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
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return null
    throw new SimError('source_unreadable', `cannot read --state: ${error.message}`)
  })
  if (text === null)
    return { newest: null, sent: new Set() }
  const state = parse(text)
  if (!Check(StateSchema, state)) {
    throw new SimError('source_unreadable', `${file} is no state of follow, `
      + 'give --state another file or remove it')
  }
  if (state.url !== url) {
    throw new SimError('usage', `${file} is the state of following ${state.url}, `
      + 'give --state a file of its own for each address')
  }
  return { newest: state.newest, sent: new Set(state.sent) }
}

/** Replaces the state file as a whole: a crash leaves the old one or the new one. */
export async function saveState(file: string, url: string, state: FollowState): Promise<void> {
  const forgotten = Math.max(0, state.sent.size - MAX_REMEMBERED)
  for (const id of [...state.sent].slice(0, forgotten))
    state.sent.delete(id)
  const text = JSON.stringify({ url, newest: state.newest, sent: [...state.sent] })
  try {
    await writeFile(`${file}.new`, `${text}\n`)
    await rename(`${file}.new`, file)
  }
  catch (error) {
    throw new SimError('out_unwritable', `cannot write --state: ${(error as Error).message}`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return null
  }
}
