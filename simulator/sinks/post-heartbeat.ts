import type { Target } from './post-batch.ts'

const TIMEOUT_MS = 5000

/**
 * Tells the server that the source is there. One attempt, whatever comes of it: a server that is
 * away hears the next one, and a token that is refused is told of by the next batch.
 */
export async function postHeartbeat({ url, token }: Target): Promise<void> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.arrayBuffer()
  }
  catch {
    // Nothing was lost: it held no event.
  }
}
