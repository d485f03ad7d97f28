import { SOURCE_TOKEN } from './composed-server.ts'

export interface PostAnswer {
  status: number
  headers: Headers
  /** An IntakeAnswer or an ErrorBody: tests say which of its fields they expect. */
  body: Record<string, unknown>
}

/** `POST /api/v1/events` as a source does it; `headers` replace the usual ones. */
export async function postEvents(
  url: string,
  body: string | Uint8Array | null,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${SOURCE_TOKEN}`,
      'content-type': 'application/x-ndjson',
      ...headers,
    },
    body: body as BodyInit | null,
  })
  const answer = await response.json() as Record<string, unknown>
  return { status: response.status, headers: response.headers, body: answer }
}
