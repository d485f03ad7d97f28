import type { IntakeAnswer } from '../../contract/intake.ts'
import { Agent, request } from 'node:http'

const MAX_SOCKETS = 64
const TIMEOUT_MS = 30_000
const TOO_MANY = 429

const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS })

export interface Posted {
  answer: IntakeAnswer
  /** How often the server said "not now": nothing was taken then, and the same was sent again. */
  refusals: number
}

/** Sends a batch until it is taken. Throws on any answer but 200 and 429. */
export async function postBatch(url: string, token: string, body: Buffer): Promise<Posted> {
  for (let refusals = 0; ; refusals++) {
    const { status, text, retryAfterMs } = await post(url, token, body)
    if (status === 200)
      return { answer: JSON.parse(text) as IntakeAnswer, refusals }
    if (status !== TOO_MANY)
      throw new Error(`POST ${url} answered ${status}: ${text.slice(0, 500)}`)
    await new Promise(resolve => setTimeout(resolve, retryAfterMs))
  }
}

interface Reply { status: number, text: string, retryAfterMs: number }

async function post(url: string, token: string, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
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
      response.on('error', reject)
      response.on('end', () => resolve({
        status: response.statusCode ?? 0,
        text: Buffer.concat(chunks).toString('utf8'),
        retryAfterMs: Number(response.headers['retry-after'] ?? 1) * 1000,
      }))
    })
    sending.on('timeout', () => sending.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)))
    sending.on('error', reject)
    sending.end(body)
  })
}
