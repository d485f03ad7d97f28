import type { ProofBody } from '../../contract/proof.ts'
import type { MetricsLab } from './metrics-lab.ts'
import { expect } from 'vitest'

/** `GET /api/v1/proof`, which has to succeed. */
export async function askProof(
  lab: MetricsLab,
  query: Record<string, string>,
): Promise<ProofBody> {
  const asked = new URLSearchParams(query).toString()
  const { status, body } = await lab.get(`/api/v1/proof?${asked}`)
  expect(status, `${asked} ${JSON.stringify(body)}`).toBe(200)
  return body as ProofBody
}

/** What a panel that asks for itself is answered. */
export async function askAnswer<Body>(
  lab: MetricsLab,
  name: string,
  scope: string,
): Promise<Body> {
  const { body } = await lab.get(`/api/v1/answers/${name}?scope=${scope}`)
  return (body as { body: Body }).body
}
