import type { IntakeAnswer } from '../../contract/intake.ts'
import type { SimIo } from '../sim-io.ts'
import type { Attempt } from './with-retries.ts'
import { Check } from 'typebox/value'
import { IntakeAnswer as IntakeAnswerSchema } from '../../contract/intake.ts'
import { SimError } from '../sim-error.ts'
import { withRetries } from './with-retries.ts'

/** Times a request is repeated before the run gives up: with the delays some five minutes. */
export const MAX_RETRIES = 35
const REQUEST_TIMEOUT_MS = 30_000

export interface Target { readonly url: string, readonly token: string }

/**
 * Posts a batch until the server answers for it: the same bytes each time, so that a batch whose
 * answer was lost counts once. `onRetry` is told of each repetition. Null when the run is ended
 * meanwhile.
 * Throws SimError `server_refused` (repeating would not help) or `server_unreachable`.
 */
export async function postBatch(
  target: Target,
  body: string,
  io: SimIo,
  onRetry: (why: string) => void,
): Promise<IntakeAnswer | null> {
  const result = await withRetries(async () => tryOnce(target, body), io, {
    most: MAX_RETRIES,
    failed: (attempts, why) => `${target.url} did not take a batch in ${attempts} attempts (${why}), `
      + 'check that the server runs and can write',
    onRetry,
  })
  return result === null ? null : result.value
}

async function tryOnce({ url, token }: Target, body: string): Promise<Attempt<IntakeAnswer>> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'authorization': `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    text = await response.text()
  }
  catch (error) {
    const { message, cause } = error as Error
    return { retryAfter: null, why: cause instanceof Error ? cause.message : message }
  }
  if (response.ok)
    return { value: parseAnswer(url, text) }
  if (response.status === 429 || response.status >= 500)
    return { retryAfter: response.headers.get('retry-after'), why: `status ${response.status}` }
  throw new SimError('server_refused', `${url} answered ${response.status}: ${text.slice(0, 300)}. `
    + 'Check --to and --token')
}

function parseAnswer(url: string, text: string): IntakeAnswer {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  }
  catch {
    answer = null
  }
  if (!Check(IntakeAnswerSchema, answer)) {
    throw new SimError('server_refused', `${url} answered ${text.slice(0, 100)}, `
      + 'which is no intake answer. Check that --to is a GridWall server')
  }
  return answer
}
