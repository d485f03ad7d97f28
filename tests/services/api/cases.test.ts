import type { CaseEvent } from '../../../contract/case-event.ts'
import type { CaseBody, CasesBody } from '../../../contract/cases.ts'
import type { FollowedCase } from '../../../recount/follow-case.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followCases } from '../../../recount/follow-case.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { readLedger } from '../../helpers/read-ledger.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const NOW = Date.parse('2026-03-12T14:32:05Z')
const DAY_MS = 86_400_000
const ODD_ID = 'a/b?c#d%20e\\"f&g=h'

const city = smallCity()
let engine: TestEngine
let lab: MetricsLab
let sent: CaseEvent[]
let cases: FollowedCase[]

beforeAll(async () => {
  engine = await startTestEngine()
  lab = await openMetricsLab(engine.engine.address, 'cases', city, NOW)
  sent = [
    ...cityStream({
      city,
      random: seeded(5),
      regions: ['c', 'n', 's', 'n-grid'],
      from: NOW - 60 * DAY_MS,
      now: NOW,
      edges: [NOW, NOW - DAY_MS],
      cases: 300,
    }),
    // Years without a case in between, and many cases of the same moment.
    ...['1990-01-01', '2001-06-01', '2001-06-02', '2019-12-31'].flatMap(day => closedCase(day, day)),
    ...Array.from({ length: 30 }, (_, i) => closedCase(`twin-${i}`, '2025-01-01')).flat(),
    ...Array.from({ length: 30 }, (_, i) => report(`open-${i}`, '2025-01-01', '2025-02-01')),
    ...closedCase(ODD_ID, '2025-03-01'),
    { id: 'orphan-1', caseId: 'orphan', type: 'accepted', at: '2025-01-01T00:00:00Z' },
  ]
  await lab.load(sent)
  cases = followCases(await readLedger(lab.database), rulesOf(city)).filter(one => !one.excluded)
})

afterAll(async () => {
  await lab?.close()
  await engine?.close()
})

function report(caseId: string, day: string, due: string | null = null): CaseEvent {
  return {
    id: `${caseId}-reported`,
    caseId,
    type: 'reported',
    at: `${day}T00:00:00Z`,
    region: 's',
    category: 'order',
    channel: 'patrol',
    dueAt: due === null ? null : `${due}T00:00:00Z`,
  }
}

function closedCase(caseId: string, day: string): CaseEvent[] {
  return [
    report(caseId, day),
    { id: `${caseId}-closed`, caseId, type: 'closed', at: `${day}T01:00:00Z` },
  ]
}

/** Every page of a list, cursor by cursor. */
async function pagesOf(query: string): Promise<CasesBody['cases'][]> {
  const pages: CasesBody['cases'][] = []
  let cursor = ''
  do {
    const { status, body } = await lab.get(`/api/v1/cases?${query}${cursor}`)
    expect(status).toBe(200)
    const { cases, next } = body as CasesBody
    pages.push(cases)
    cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`
  } while (cursor !== '')
  return pages
}

const FAR = Number.MAX_SAFE_INTEGER
function byDue(a: FollowedCase, b: FollowedCase): number {
  return (a.due ?? FAR) - (b.due ?? FAR) || (a.caseId < b.caseId ? -1 : 1)
}
function byReportBackwards(a: FollowedCase, b: FollowedCase): number {
  return b.reported - a.reported || (a.caseId < b.caseId ? 1 : -1)
}

describe('the pages of', () => {
  it.each(['c', 'n', 's'])('open cases of %s have each exactly once, nearest deadline first', async (scope) => {
    const open = cases.filter(one => one.closed === null && one.within.has(scope)).sort(byDue)
    const pages = await pagesOf(`scope=${scope}&state=open&limit=7`)
    expect(pages.slice(0, -1).every(page => page.length === 7)).toBe(true)
    expect(pages.flat().map(one => one.caseId)).toEqual(open.map(one => one.caseId))
    expect(open.length).toBeGreaterThan(20)
  })

  it('overdue cases end where the deadlines do', async () => {
    const late = cases.filter(one => one.closed === null && one.due !== null && one.due < NOW)
    const pages = await pagesOf('state=overdue&limit=11')
    expect(pages.flat().map(one => one.caseId)).toEqual(late.sort(byDue).map(one => one.caseId))
  })

  it.each([1, 9, 500])('closed cases by %i have each exactly once, over years without any', async (limit) => {
    const scope = limit === 1 ? 'n' : 'c'
    const closed = cases.filter(one => one.closed !== null && one.within.has(scope))
    const pages = await pagesOf(`state=closed&scope=${scope}&limit=${limit}`)
    expect(pages.flat().map(one => one.caseId))
      .toEqual(closed.sort(byReportBackwards).map(one => one.caseId))
  })

  it('cases have them as the events say', async () => {
    const { format } = createCalendar('UTC')
    const time = (at: number | null): string | null => at === null ? null : format(at)
    const known = new Map(cases.map(one => [one.caseId, one]))
    const listed = [...await pagesOf('limit=500'), ...await pagesOf('state=closed&limit=500')].flat()
    expect(listed).toHaveLength(cases.length)
    for (const one of listed) {
      const naive = known.get(one.caseId)!
      expect(one).toEqual({
        caseId: naive.caseId,
        title: naive.title,
        region: naive.region,
        category: naive.category,
        channel: naive.channel,
        department: naive.department,
        step: naive.step,
        open: naive.closed === null,
        excluded: false,
        reportedAt: format(naive.reported),
        dueAt: time(naive.due),
        closedAt: time(naive.closed),
        reviewedAt: time(naive.review?.at ?? null),
        satisfaction: naive.review?.answer || null,
        urgedLevel: naive.urged,
        lon: naive.lon,
        lat: naive.lat,
      })
    }
  })
})

describe('one case', () => {
  it('has its events as they were sent, in the order of their times', async () => {
    const { format } = createCalendar('UTC')
    const ids = [...new Set(sent.map(event => event.caseId))].filter((_, i) => i % 10 === 0)
    for (const caseId of [...ids, ODD_ID]) {
      const own = new Map(sent.filter(e => e.caseId === caseId).map(e => [e.id, e]))
      const { status, body } = await lab.get(`/api/v1/cases/${encodeURIComponent(caseId)}`)
      const known = [...own.values()].some(event => event.type === 'reported')
      expect(status, caseId).toBe(known ? 200 : 404)
      if (!known)
        continue
      const { events } = body as CaseBody
      const times = events.map(event => Date.parse(event.at))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      for (const { seq, source, receivedAt, ...event } of events) {
        const { at, dueAt, ...rest } = own.get(event.id)!
        expect([source, receivedAt, seq > 0]).toEqual(['test', format(NOW), true])
        expect(event).toEqual({
          ...rest,
          at: format(Date.parse(at)),
          ...(dueAt === undefined ? {} : { dueAt: dueAt && format(Date.parse(dueAt)) }),
        })
      }
    }
  })

  it.each(['nobody', 'orphan', '%E4%BA%8B', 'x'.repeat(128)])('"%s" is not known', async (id) => {
    const { status, body } = await lab.get(`/api/v1/cases/${id}`)
    expect([status, (body as { code: string }).code]).toEqual([404, 'unknown_case'])
  })
})

function cursorOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

describe('a question that is wrong', () => {
  it.each([
    ['limit=0', 400, 'invalid_request'],
    ['limit=501', 400, 'invalid_request'],
    ['limit=many', 400, 'invalid_request'],
    ['state=lost', 400, 'invalid_request'],
    ['scope=atlantis', 404, 'unknown_scope'],
    ['scope=n-grid', 404, 'unknown_scope'],
    ['scope=c/', 404, 'unknown_scope'],
    ['scope=c&scope=n', 400, 'invalid_request'],
    ['cursor=x', 400, 'invalid_request'],
    ['cursor=', 400, 'invalid_request'],
    [`cursor=${cursorOf({})}`, 400, 'invalid_request'],
    [`cursor=${cursorOf(['1', 'a'])}`, 400, 'invalid_request'],
    [`cursor=${cursorOf([1.5, 'a'])}`, 400, 'invalid_request'],
    [`cursor=${cursorOf([1])}`, 400, 'invalid_request'],
    [`cursor=${'A'.repeat(401)}`, 400, 'invalid_request'],
  ])('as %s is answered with %i and %s', async (query, status, code) => {
    const answer = await lab.get(`/api/v1/cases?${query}`)
    expect(answer).toMatchObject({ status, body: { code } })
  })

  it.each(['open', 'overdue', 'closed'])('by its time still has a page of %s cases', async (state) => {
    for (const atMs of [0, FAR, -FAR, NOW]) {
      for (const caseId of ['', '\'', '\\', '\u0000', '事']) {
        const { status } = await lab.get(`/api/v1/cases?state=${state}&cursor=${cursorOf([atMs, caseId])}`)
        expect(status, `${atMs} ${caseId}`).toBe(200)
      }
    }
  })
})
