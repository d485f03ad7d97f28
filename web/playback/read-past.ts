import type { ErrorBody } from '../../contract/errors.ts'
import type { KeptBody } from '../../contract/history.ts'
import type { PastFrame } from './past-frame.ts'

/** A refusal of the server; `retryMs` when the same may be asked again. */
export class PastRefused extends Error {
  constructor(readonly code: string, message: string, readonly retryMs: number | null) {
    super(message)
  }
}

/** The calls that playback makes. All reject with PastRefused, or with what `fetch` throws. */
export interface PastReader {
  then: (scope: string, atMs: number, signal: AbortSignal) => Promise<PastFrame>
  now: (scope: string, atMs: number, signal: AbortSignal) => Promise<PastFrame>
  kept: (scope: string, fromMs: number, toMs: number, signal: AbortSignal) => Promise<number[]>
}

/** `session` keeps the calls of this screen together: going forward is cheap then. */
export function createPastReader(token: string | null, session: string): PastReader {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }

  async function read<T>(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<T> {
    const url = `api/v1/frames/${path}?${new URLSearchParams(query).toString()}`
    const answer = await fetch(url, { headers, signal })
    if (answer.ok)
      return await answer.json() as T
    const body = await answer.json().catch(() => null) as ErrorBody | null
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
    const again = answer.status === 429 || answer.status === 503
    throw new PastRefused(
      body?.code ?? 'internal',
      body?.message ?? `HTTP ${answer.status}`,
      again ? (Number.isNaN(seconds) ? 3 : seconds) * 1000 : null,
    )
  }

  const iso = (ms: number): string => new Date(ms).toISOString()
  const path = (scope: string): string => encodeURIComponent(scope)
  return {
    then: async (scope, atMs, signal) => read(path(scope), { at: iso(atMs) }, signal),
    now: async (scope, atMs, signal) =>
      read(path(scope), { at: iso(atMs), known: 'now', session }, signal),
    kept: async (scope, fromMs, toMs, signal) => {
      const query = { from: iso(fromMs), to: iso(toMs) }
      const { times } = await read<KeptBody>(`${path(scope)}/kept`, query, signal)
      return times.map(at => Date.parse(at))
    },
  }
}
