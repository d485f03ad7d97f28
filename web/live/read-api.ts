import type { ErrorBody } from '../../contract/errors.ts'

/**
 * Asks the page's own server; null: it has nothing (204).
 * Throws Error with the server's words.
 */
export async function readApi<T>(path: string, token: string | null): Promise<T | null> {
  const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(path, { headers })
  if (response.status === 204)
    return null
  if (!response.ok) {
    const body = await response.json().catch(() => null) as ErrorBody | null
    throw new Error(body?.message ?? `${path}: HTTP ${response.status}`)
  }
  return await response.json() as T
}
