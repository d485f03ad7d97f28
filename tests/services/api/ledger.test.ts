import type { CaseEvent } from '../../../contract/case-event.ts'
import type { LedgerBody } from '../../../contract/ledger.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const NOW = Date.parse('2026-03-12T14:32:05Z')
const EVENTS: CaseEvent[] = [
  // Before its report, as it came.
  { id: 'e1', caseId: 'c', type: 'accepted', at: '2026-03-02T00:00:00Z', department: '城管' },
  {
    id: 'e2',
    caseId: 'c',
    type: 'reported',
    at: '2026-03-01T00:00:00.25Z',
    region: 'n-grid',
    category: 'order',
    channel: 'patrol',
    dueAt: '2026-03-03T08:00:00+08:00',
    title: 'Mrs Example of 3 Example Street',
    lon: 118.5,
    lat: 37.25,
  },
  { id: 'e3', caseId: 'c', type: 'urged', at: '2026-03-02T01:00:00Z', level: 2 },
  { id: 'e4', caseId: 'c', type: 'amended', at: '2026-03-02T02:00:00Z', dueAt: null, region: 's' },
  {
    id: 'e5',
    caseId: 'c',
    type: 'reviewed',
    at: '2026-03-04T00:00:00Z',
    contacted: false,
    solved: true,
    satisfaction: 'satisfied',
    valid: false,
  },
]

let engine: TestEngine
let lab: MetricsLab

beforeAll(async () => {
  engine = await startTestEngine()
  lab = await openMetricsLab(engine.engine.address, 'ledger', smallCity(), NOW)
  await lab.load(EVENTS)
})

afterAll(async () => {
  await lab?.close()
  await engine?.close()
})

async function page(query: string): Promise<LedgerBody> {
  const { status, body } = await lab.get(`/api/v1/ledger?${query}`)
  expect(status).toBe(200)
  return body as LedgerBody
}

/** Times are told in the city's zone: as instants they are the ones that were sent. */
function withInstants({ at, dueAt, ...event }: CaseEvent): object {
  return {
    ...event,
    at: Date.parse(at),
    ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : Date.parse(dueAt) }),
  }
}

it('gives the events out as they were sent, in the order they were accepted', async () => {
  const { events, next, more } = await page('titles=1')
  const told = events.map(({ seq, source, receivedAt: _, ...event }) =>
    [seq, source, withInstants(event)])
  expect(told).toEqual(EVENTS.map((event, i) => [i + 1, 'test', withInstants(event)]))
  expect(events.map(({ receivedAt }) => receivedAt)).toContain('2026-03-12T14:32:05+00:00')
  expect([next, more]).toEqual([5, false])
})

it('leaves titles out unless they are asked for', async () => {
  const { events } = await page('')
  expect(events.some(event => 'title' in event)).toBe(false)
})

it('goes on page by page to its end, and from there when more has come', async () => {
  const ids: string[] = []
  let after = 0
  for (let more = true; more;) {
    const body = await page(`after=${after}&limit=2`)
    ids.push(...body.events.map(({ id }) => id));
    ({ next: after, more } = body)
  }
  expect(ids).toEqual(EVENTS.map(({ id }) => id))
  expect(await page(`after=${after}`)).toEqual({ events: [], next: 5, more: false })
  await lab.load([{ id: 'e6', caseId: 'c', type: 'closed', at: '2026-03-05T00:00:00Z' }])
  expect((await page(`after=${after}`)).events).toMatchObject([{ seq: 6, id: 'e6' }])
})

it.each(['limit=0', 'limit=10001', 'after=-1', 'after=x', 'titles=2'])('refuses %s', async (query) => {
  expect(await lab.get(`/api/v1/ledger?${query}`))
    .toMatchObject({ status: 400, body: { code: 'invalid_request' } })
})
