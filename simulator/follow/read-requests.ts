import type { SimIo } from '../sim-io.ts'
import { getJson } from '../sources/get-json.ts'
import { rowsOf } from '../sources/read-json-array.ts'

/** Most pages of one poll; what is left comes with the next. */
export const MAX_PAGES = 500

/** So much is read again: servers differ in whether a time itself is after it. */
const OVERLAP_MS = 60_000

/** A service request of Open311 GeoReport v2: an object with these, among others. */
export type ServiceRequest = Record<string, unknown>

/**
 * The service requests of a GeoReport v2 endpoint that changed since a time, page by page, until
 * a page brings nothing that was not there before: servers that know no pages answer the same
 * again. Ends early when the run is ended.
 * @param url address of requests.json, with a query of its own if need be
 * @param since the newest time of change seen, as the source writes it; null: all it gives
 */
export async function* readRequests(
  url: string,
  since: string | null,
  io: SimIo,
  onRetry: (why: string) => void,
): AsyncGenerator<ServiceRequest[]> {
  const seen = new Set<string>()
  for (let page = 1; page <= MAX_PAGES; page++) {
    const address = new URL(url)
    address.searchParams.set('page', String(page))
    // An extension that most servers know; those that do not answer more than is needed.
    if (since !== null)
      address.searchParams.set('updated_after', before(since))
    const answer = await getJson({ url: address.href }, io, onRetry)
    if (!answer)
      return
    const rows = rowsOf(answer.value, address.href) as ServiceRequest[]
    // A request without an id cannot be told from others: it is handed on once, to be counted.
    const fresh = rows.filter(({ service_request_id: id }) =>
      id === undefined || id === null ? page === 1 : !seen.has(String(id)))
    for (const row of fresh)
      seen.add(String(row.service_request_id))
    if (fresh.length === 0)
      return
    yield fresh
  }
}

function before(since: string): string {
  return new Date(Date.parse(since) - OVERLAP_MS).toISOString().replace('.000Z', 'Z')
}
