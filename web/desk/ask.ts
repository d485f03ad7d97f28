import type { ErrorBody } from '../../contract/errors.ts'

const FILE_NAME = /filename="([^"]+)"/

/** A question to the server; rejects with its words. */
export async function ask<T>(path: string, token: string | null): Promise<T> {
  return await (await request(path, token)).json() as T
}

/** Says something to the server; rejects with its words. */
export async function say<T>(path: string, body: unknown, token: string | null): Promise<T> {
  const response = await request(path, token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return await response.json() as T
}

/** Saves an answer as a file. By script: a link could not bring the token. */
export async function download(path: string, token: string | null): Promise<void> {
  const response = await request(path, token)
  const named = FILE_NAME.exec(response.headers.get('content-disposition') ?? '')
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = named?.[1] ?? 'gridwall.csv'
  link.click()
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

async function request(
  path: string,
  token: string | null,
  { headers: own, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  const headers = { ...own, ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(path, { ...init, headers })
  if (!response.ok) {
    const body = await response.json().catch(() => null) as ErrorBody | null
    throw new Error(body?.message ?? `${path}: HTTP ${response.status}`)
  }
  return response
}
