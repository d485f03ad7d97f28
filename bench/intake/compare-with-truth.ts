import type { CasesBody } from '../../contract/cases.ts'
import type { Frame } from '../../contract/frame.ts'
import type { MetricsBody } from '../../contract/metrics.ts'
import type { Comparison as Recounted } from '../../recount/comparison.ts'
import type { LedgerRecount } from '../../recount/ledger-recount.ts'
import { isDeepStrictEqual } from 'node:util'
import { compareFrame } from '../../recount/compare-frame.ts'
import { compareMetrics } from '../../recount/compare-metrics.ts'

const PAGE_CASES = 500

export interface Comparison {
  /** Numbers and lists compared. */
  compared: number
  /** In words: what the server says, and what is true. */
  wrong: string[]
}

/**
 * Holds what the API says of the root and of each of its children against what was sent: the
 * metrics to date, all numbers of their frames, and the list of open cases.
 */
export async function compareWithTruth(url: string, recount: LedgerRecount): Promise<Comparison> {
  const result: Comparison = { compared: 0, wrong: [] }
  const check = (what: string, said: unknown, truth: unknown): void => {
    result.compared++
    if (!isDeepStrictEqual(said, truth))
      result.wrong.push(`${what}: ${JSON.stringify(said)}, and it is ${JSON.stringify(truth)}`)
  }
  const add = ({ compared, differences }: Recounted): void => {
    result.compared += compared
    result.wrong.push(...differences.map(({ what, place, scope, window, theirs, ours }) =>
      `${what} of ${scope}, ${window} (${place}): ${theirs}, and it is ${ours}`))
  }
  const { profile: { root }, children } = recount.rules
  const ledgerEvents = recount.lastSeq()
  for (const scope of [root, ...children(root)]) {
    const { metrics } = await get<MetricsBody>(`${url}/api/v1/metrics?scope=${scope}&window=todate`)
    const frame = await freshFrame(url, scope, ledgerEvents)
    check(`seq of the frame of ${scope}`, frame.seq, ledgerEvents)
    // Compared with all that was sent, whatever point of the ledger they claim to be of.
    add(compareMetrics(metrics.map(answer => ({ ...answer, seq: ledgerEvents })), 'todate', recount))
    add(compareFrame({ ...frame, seq: ledgerEvents }, recount))
  }
  const open = recount.casesOf(root).filter(one => one.closed === null && !one.excluded)
  check('ids of the open cases', await listOpenCases(url), open.map(one => one.caseId).sort())
  return result
}

/** A frame that contains the whole ledger; what comes after five tries is compared as it is. */
async function freshFrame(url: string, scope: string, ledgerEvents: number): Promise<Frame> {
  for (let tries = 0; ; tries++) {
    const frame = await get<Frame>(`${url}/api/v1/frames/${scope}`)
    if (frame.seq === ledgerEvents || tries === 5)
      return frame
    await new Promise(resolve => setTimeout(resolve, 1000))
  }
}

async function listOpenCases(url: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: CasesBody
      = await get(`${url}/api/v1/cases?state=open&limit=${PAGE_CASES}${after}`)
    ids.push(...page.cases.map(one => one.caseId))
    cursor = page.next
  }
  return ids.sort()
}

async function get<T>(url: string): Promise<T> {
  const answer = await fetch(url)
  if (!answer.ok)
    throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json() as T
}
