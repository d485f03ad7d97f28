import type { StepTimesBody } from '../../../contract/answers/step-times.ts'
import type { WhistlesBody } from '../../../contract/answers/whistles.ts'
import type { ProofBody } from '../../../contract/proof.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import type { Took } from '../../helpers/recounted-told.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCalendar } from '../../../server/calendar.ts'
import { askAnswer, askProof } from '../../helpers/ask-lab.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { answersIn, eventsOfMinute, readTold, staysIn } from '../../helpers/recounted-told.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

/** What the wall leads to from a number that the ledger tells. */
const TOLD = { metric: 'reported', window: 'todate', counting: 'all' }
const HOUR_MS = 3_600_000

let address: ClickHouseAddress
let { lab, city } = {} as RecountedCity
let community: string

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'told')
  ;({ lab, city } = found)
  community = found.scopes.find(code => city.regions.get(code)!.level === 'community')!
})

afterAll(async () => {
  await lab?.close()
})

async function ask(query: Record<string, string>): Promise<ProofBody> {
  const proof = await askProof(lab, { ...TOLD, ...query })
  // The cases again, one by one.
  expect(proof.counted!.numerator!.sum).toBe(proof.numerator)
  return proof
}

async function file(query: Record<string, string>): Promise<Record<string, string>[]> {
  const asked = new URLSearchParams({ ...TOLD, ...query, format: 'csv' }).toString()
  const { body } = await lab.text(`/api/v1/proof?${asked}`)
  return parse<Record<string, string>>(body, { bom: true, columns: true })
}

const answer = async <T>(name: string, scope: string): Promise<T> => askAnswer<T>(lab, name, scope)

function medianOf(took: readonly Took[]): Took {
  return took[Math.floor(took.length / 2)]!
}

/** All cases of a proof that tells how long something took, by pages, as it was recounted. */
async function compareTook(query: Record<string, string>, took: readonly Took[]): Promise<void> {
  const first = await ask({ ...query, limit: '100' })
  const cases = [...first.cases]
  for (let { next } = first; next !== null;) {
    const page = await ask({ ...query, limit: '500', cursor: next })
    expect(page.moved).toBe(false)
    cases.push(...page.cases)
    next = page.next
  }
  expect(cases.map(({ caseId, told }) => ({
    caseId,
    from: Date.parse(told!.from),
    to: Date.parse(told!.to),
    ms: told!.milliseconds,
  }))).toEqual(took.map(({ caseId, from, to, ms }) => ({ caseId, from, to, ms })))
  // 近7天, today and the six days before it.
  const { dayOf, startOfDay } = createCalendar(city.timezone, city.calendar)
  expect([first.from, first.to].map(at => Date.parse(at!)))
    .toEqual([startOfDay(dayOf(NOW) - 6), NOW])
  const middle = medianOf(took)
  const hours = middle.ms / HOUR_MS
  expect(first.told).toEqual({ by: first.told!.by, medianHours: hours, events: null })
  expect(first.rank).toEqual({
    rank: Math.floor(took.length / 2) + 1,
    cases: took.length,
    exactHours: hours,
    caseId: middle.caseId,
  })
  expect(first.numerator).toBe(took.length)
}

it('has of a step every stay that its median is of, as recounted from the ledger', async () => {
  const events = await readTold(lab.database)
  const shown = [[city.root, ['triage', 'supervise']], [community, ['report']]] as const
  for (const [scope, codes] of shown) {
    const { steps } = await answer<StepTimesBody>('step_times', scope)
    for (const step of codes) {
      const took = staysIn(events, scope, step, city, NOW)
      await compareTook({ scope, stay: step }, took)
      const { left, medianHours } = steps.find(({ code }) => code === step)!
      expect([left, medianHours])
        .toEqual([took.length, medianOf(took).ms / HOUR_MS])
    }
  }
})

it('has of a response every answer that its median is of, as recounted from the ledger', async () => {
  const scope = city.root
  const all = answersIn(await readTold(lab.database), scope, city, NOW)
  const { total, departments } = await answer<WhistlesBody>('whistles', scope)
  await compareTook({ scope, response: '7d' }, all)
  const { department, answered, medianHours } = departments.find(one => one.answered > 2)!
  const own = all.filter(one => one.department === department)
  await compareTook({ scope, response: '7d', whistle_to: department }, own)
  expect([total.answered, answered]).toEqual([all.length, own.length])
  expect([total.medianHours, medianHours]).toEqual([all, own]
    .map(took => medianOf(took).ms / HOUR_MS))
})

it('has nothing in the middle of no stays', async () => {
  const proof = await ask({ scope: city.root, stay: city.workflow.at(-1)!.code })
  expect(proof).toMatchObject({ numerator: 0, rank: null, cases: [] })
  expect(proof.told).toEqual({ by: 'stay', medianHours: null, events: null })
})

it('tells in a file how long each took', async () => {
  const rows = await file({ scope: community, stay: 'report' })
  const took = staysIn(await readTold(lab.database), community, 'report', city, NOW)
  expect(rows.map(row => [row['工单号 Case'], Number(row['用时毫秒 Milliseconds'])]))
    .toEqual(took.map(({ caseId, ms }) => [caseId, ms]))
  expect(rows.map(row => Date.parse(row['结束时间 Ended']!))).toEqual(took.map(({ to }) => to))
})

// Last: it adds to the ledger.
it('has the events that a frame counted in its minute, whatever came since', async () => {
  const { root } = city
  const { seq, asOf, panels } = (await lab.frames([root])).get(root)!
  const computedAt = new Date(NOW).toISOString()
  const minute = { scope: root, minute: [asOf, computedAt, seq].join(), limit: '500' }
  const report = { type: 'reported', region: community, channel: 'hotline', at: asOf } as const
  const added = ['minute-1', 'minute-2'].map(id =>
    ({ ...report, id, caseId: id, category: 'disputes.family' }))
  // The second of them happened after that minute.
  await lab.load([added[0]!, { ...added[1]!, at: new Date(NOW + 1).toISOString() }])
  const events = await readTold(lab.database)
  const compareMinute = async (query: typeof minute, upTo: number): Promise<number> => {
    const counted = eventsOfMinute(events, root, NOW, upTo)
    const { told, cases, numerator } = await ask(query)
    expect(told).toEqual({ by: 'minute', medianHours: null, events: counted.length })
    const listed = cases.flatMap(({ caseId, told }) => {
      expect(told!.count).toBe(told!.events.length)
      return told!.events.map(({ seq, type, at }) => ({ seq, caseId, type, at: Date.parse(at) }))
    })
    expect(listed.sort((a, b) => a.seq - b.seq))
      .toEqual(counted.map(({ seq, caseId, type, at }) => ({ seq, caseId, type, at })))
    expect(numerator).toBe(new Set(counted.map(({ caseId }) => caseId)).size)
    return counted.length
  }
  const { perMinute } = panels.latest
  expect(perMinute).toBeGreaterThan(1)
  expect(await compareMinute(minute, seq)).toBe(perMinute)
  const now = (await lab.frames([root])).get(root)!
  expect(now.panels.latest.perMinute).toBe(perMinute + 1)
  const later = { ...minute, minute: [now.asOf, computedAt, now.seq].join() }
  expect(await compareMinute(later, now.seq)).toBe(perMinute + 1)
  const rows = await file({ scope: root, minute: later.minute })
  expect(rows.reduce((sum, row) => sum + Number(row['件次 Events']), 0)).toBe(perMinute + 1)
})
