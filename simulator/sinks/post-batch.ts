import type { IntakeAnswer } from '../../contract/intake.ts'
import type { SimIo } from '../sim-io.ts'
import { Check } from 'typebox/value'
import { IntakeAnswer as IntakeAnswerSchema } from '../../contract/intake.ts'
import { SimError } from '../sim-error.ts'
import { retryDelay } from './retry-delay.ts'

/** Times a request is repeated before the run gives up: with the delays some five minutes. */
export const MAX_RETRIES = 35
const REQUEST_TIMEOUT_MS = 30_000

export interface Target { readonly url: string, readonly token: string }

type Attempt = { answer: IntakeAnswer } | { retryAfter: string | null, why: string }

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
  let why = ''
  for (let attempt = 0; attempt <= MAX_RETRIES; attempt++) {
    const result = await tryOnce(target, body)
    if ('answer' in result)
      return result.answer
    why = result.why
    if (io.signal.aborted)
      return null
    onRetry(why)
    await io.sleep(retryDelay(attempt, result.retryAfter, io.now(), io.random()))
    if (io.signal.aborted)
      return null
  }
  throw new SimError('server_unreachable', `${target.url} did not take a batch in `
    + `${MAX_RETRIES + 1} attempts (${why}), check that the server runs and can write`)
}

async function tryOnce({ url, token }: Target, body: string): Promise<Attempt> {
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
    return { answer: parseAnswer(url, text) }
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
