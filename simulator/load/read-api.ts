import { setTimeout as sleep } from 'node:timers/promises'
import { SimError } from '../sim-error.ts'

/** `GET` of a path under the server's address. */
export type ReadApi = <T>(path: string) => Promise<T>

const TIMEOUT_MS = 60_000
const TRIES = 5
const PAUSE_MS = 500
const LONGEST_WAIT_MS = 15_000
const LONGEST_TEXT = 300

/** Reads a server that may be busy: what it asks to repeat is repeated. Throws SimError. */
export function createReadApi(url: string, token: string | null): ReadApi {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return async <T>(path: string): Promise<T> => {
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${url}${path}`, {
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        if (tries === TRIES)
          throw new SimError('server_unreachable', `${url} does not answer: ${String(error)}`)
        return null
      })
      if (answer?.ok)
        return await answer.json() as T
      const waitMs = Number(answer?.headers.get('retry-after') ?? Number.NaN) * 1000
      if (answer !== null && (tries === TRIES || !(waitMs <= LONGEST_WAIT_MS))) {
        const text = (await answer.text()).slice(0, LONGEST_TEXT)
        throw new SimError('server_refused', `GET ${path.slice(0, LONGEST_TEXT)} answered `
          + `${answer.status}: ${text}. Check --to and --view-token`)
      }
      await sleep(answer === null ? PAUSE_MS : waitMs)
    }
  }
}
