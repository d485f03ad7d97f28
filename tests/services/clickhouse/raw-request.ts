import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'

export interface RawAnswer {
  status: number
  text: string
  headers: Headers
}

/** One HTTP request as any client might send it. */
export async function rawRequest(
  address: ClickHouseAddress,
  search: Record<string, string>,
  init: RequestInit = {},
): Promise<RawAnswer> {
  const basic = Buffer.from(`${address.username}:${address.password}`).toString('base64')
  const response = await fetch(`${address.url}/?${new URLSearchParams(search).toString()}`, {
    method: 'POST',
    ...init,
    headers: { Authorization: `Basic ${basic}`, ...init.headers },
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}
