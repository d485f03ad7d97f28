import type { City } from '../../city/city.ts'
import type { CasesBody } from '../../contract/cases.ts'
import type { Frame } from '../../contract/frame.ts'
import type { MetricsBody, MetricValue } from '../../contract/metrics.ts'
import type { TrueCase } from '../load/true-cases.ts'
import { isDeepStrictEqual } from 'node:util'
import { countMetrics, EXACT_METRICS } from '../load/true-metrics.ts'

const PAGE_CASES = 500

export interface Comparison {
  /** Numbers and lists compared. */
  compared: number
  /** In words: what the server says, and what is true. */
  wrong: string[]
}

/**
 * Holds what the API says of the root and of each of its children against what was sent: the
 * metrics to date, the same numbers in the frames, and the list of open cases.
 */
export async function compareWithTruth(
  url: string,
  city: City,
  cases: readonly TrueCase[],
  ledgerEvents: number,
): Promise<Comparison> {
  const result: Comparison = { compared: 0, wrong: [] }
  const check = (what: string, said: unknown, truth: unknown): void => {
    result.compared++
    if (!isDeepStrictEqual(said, truth))
      result.wrong.push(`${what}: ${JSON.stringify(said)}, and it is ${JSON.stringify(truth)}`)
  }
  for (const scope of [city.root, ...city.children(city.root).map(child => child.code)]) {
    const { metrics } = await get<MetricsBody>(`${url}/api/v1/metrics?scope=${scope}&window=todate`)
    const frame = await freshFrame(url, scope, ledgerEvents)
    check(`seq of the frame of ${scope}`, frame.seq, ledgerEvents)
    for (const name of EXACT_METRICS) {
      const answer = metrics.find(entry => entry.metric === name)!
      const truth = countMetrics(cases, scope, city, answer.asOf)[name]
      check(`GET /metrics ${name} of ${scope}`, pickValue(answer), truth)
      const shown = frame.panels.summary.windows.todate.metrics[name]
      check(`frame's ${name} of ${scope}`, shown, countMetrics(cases, scope, city, frame.asOf)[name])
    }
  }
  const open = cases.filter(one => one.closedAt === null && !one.excluded)
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

function pickValue({ numerator, denominator, value }: MetricValue): MetricValue {
  return { numerator, denominator, value }
}

async function get<T>(url: string): Promise<T> {
  const answer = await fetch(url)
  if (!answer.ok)
    throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json() as T
}
