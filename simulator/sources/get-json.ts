import type { SimIo } from '../sim-io.ts'
import type { Attempt } from '../sinks/with-retries.ts'
import { SimError } from '../sim-error.ts'
import { withRetries } from '../sinks/with-retries.ts'

/** Times a page is asked for again before it is given up: with the delays about a minute. */
export const MAX_GET_RETRIES = 10
const TIMEOUT_MS = 30_000
/** Longest answer taken, bytes. */
const MAX_BYTES = 64 * 2 ** 20

/** What is asked for, and in the name of whom. */
export interface JsonRequest {
  readonly url: string
  /** Goes as a bearer token. */
  readonly token?: string | undefined
}

/**
 * The JSON that an address answers. Answers of 429 and 5xx and lost connections are asked for
 * again, `onRetry` is told of each. Null when the run is ended meanwhile. Throws SimError
 * `server_refused` (repeating would not help) or `server_unreachable`.
 */
export async function getJson(
  request: JsonRequest,
  io: SimIo,
  onRetry: (why: string) => void,
): Promise<{ value: unknown } | null> {
  return withRetries(async () => tryOnce(request), io, {
    most: MAX_GET_RETRIES,
    failed: (attempts, why) => `${request.url} did not answer in ${attempts} attempts (${why}), `
      + 'check the address and the server',
    onRetry,
  })
}

async function tryOnce({ url, token }: JsonRequest): Promise<Attempt<unknown>> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    text = await readText(response, url)
  }
  catch (error) {
    if (error instanceof SimError)
      throw error
    const { message, cause } = error as Error
    const why = cause instanceof Error && cause.message ? cause.message : message
    return { retryAfter: null, why }
  }
  if (response.status === 429 || response.status >= 500)
    return { retryAfter: response.headers.get('retry-after'), why: `status ${response.status}` }
  if (!response.ok) {
    throw new SimError('server_refused', `${url} answered ${response.status}: `
      + `${text.slice(0, 300)}. Check the address and the token`)
  }
  try {
    return { value: JSON.parse(text) as unknown }
  }
  catch {
    throw new SimError('server_refused', `${url} answered ${text.slice(0, 100)}, which is no JSON. Check the address`)
  }
}

async function readText(response: Response, url: string): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  const body = response.body as AsyncIterable<Uint8Array> | null
  for await (const part of body ?? []) {
    bytes += part.length
    if (bytes > MAX_BYTES) {
      throw new SimError('server_refused', `${url} answers more than ${MAX_BYTES} bytes, `
        + 'ask for less at a time')
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
