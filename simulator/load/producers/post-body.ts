import type { IntakeAnswer } from '../../../contract/intake.ts'
import { Agent, request } from 'node:http'

const TIMEOUT_MS = 30_000
/** Requests under way at once. */
export const MAX_UNDER_WAY = 64
const LONGEST_TEXT = 300

export interface Target { readonly url: string, readonly token: string }

/** `lost`: nobody knows whether the server took it. `wait`: it took nothing. */
export type Reply
  = | { kind: 'answer', answer: IntakeAnswer }
    | { kind: 'wait', status: number, afterMs: number }
    | { kind: 'lost', why: string }
    | { kind: 'refused', why: string }

const DEFAULT_WAIT_MS = 1000
const agent = new Agent({ keepAlive: true, maxSockets: MAX_UNDER_WAY })

/** Posts one body of NDJSON once. Never rejects. */
export async function postBody({ url, token }: Target, body: Buffer): Promise<Reply> {
  return new Promise((resolve) => {
    const lost = (error: Error): void => resolve({ kind: 'lost', why: error.message })
    const sending = request(`${url}/api/v1/events`, {
      agent,
      method: 'POST',
      timeout: TIMEOUT_MS,
      headers: {
        'authorization': `Bearer ${token}`,
        'content-type': 'application/x-ndjson',
        'content-length': body.length,
      },
    }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', lost)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve(toReply(response.statusCode ?? 0, response.headers['retry-after'], text))
      })
    })
    sending.on('timeout', () => sending.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)))
    sending.on('error', lost)
    sending.end(body)
  })
}

function toReply(status: number, retryAfter: string | undefined, text: string): Reply {
  if (status === 200)
    return { kind: 'answer', answer: JSON.parse(text) as IntakeAnswer }
  if (status === 429 || status === 503) {
    const seconds = Number(retryAfter)
    const afterMs = Number.isFinite(seconds) ? seconds * 1000 : DEFAULT_WAIT_MS
    return { kind: 'wait', status, afterMs }
  }
  // A server that failed in the middle may have taken it; the same bytes again do no harm.
  if (status >= 500)
    return { kind: 'lost', why: `status ${status}` }
  return { kind: 'refused', why: `status ${status}: ${text.slice(0, LONGEST_TEXT)}` }
}
