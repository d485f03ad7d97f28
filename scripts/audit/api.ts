import { setTimeout as pause } from 'node:timers/promises'

/** Reads of a GridWall server. Rejects with an AuditError where the audit cannot go on. */
export type ReadApi = <T>(path: string) => Promise<T>

/** The server cannot be read: the audit says nothing about its numbers. */
export class AuditError extends Error {}

const TRIES = 4
const RECONNECT_MS = 300
const LONGEST_WAIT_MS = 90_000

/** `GET` under the view token. What the server asks to repeat later is repeated. */
export function createApi(url: string, token: string | null): ReadApi {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return async <T>(path: string): Promise<T> => {
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${url}${path}`, { headers }).catch((error: unknown) => {
        if (tries === TRIES)
          throw new AuditError(`${url} does not answer: ${causeOf(error)}`)
        return null
      })
      if (answer === null) {
        // The server ends connections that were idle while we counted.
        await pause(RECONNECT_MS)
        continue
      }
      if (answer.ok)
        return await answer.json() as T
      const text = await answer.text()
      const waitMs = Number(answer.headers.get('retry-after') ?? Number.NaN) * 1000
      if (tries === TRIES || !(waitMs <= LONGEST_WAIT_MS))
        throw new AuditError(`GET ${path.slice(0, 200)} answered ${answer.status}: ${text}`)
      await pause(waitMs)
    }
  }
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error
  if (!(cause instanceof Error))
    return message
  return cause.message || String((cause as { code?: string }).code)
}
