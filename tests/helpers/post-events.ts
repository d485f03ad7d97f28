import type { IntakeAnswer } from '../../contract/intake.ts'
import { SOURCE_TOKEN } from './composed-server.ts'

export interface PostAnswer {
  status: number
  headers: Headers
  /** An IntakeAnswer, or of a refusal an ErrorBody: tests say which of the fields they expect. */
  body: IntakeAnswer & { code?: string }
}

/** `POST /api/v1/events` as a source does it; `headers` replace the usual ones. */
export async function postEvents(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${SOURCE_TOKEN}`,
      'content-type': 'application/x-ndjson',
      ...headers,
    },
    body,
  })
  const answer = await response.json() as PostAnswer['body']
  return { status: response.status, headers: response.headers, body: answer }
}
