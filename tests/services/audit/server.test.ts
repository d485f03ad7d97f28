import type { AuditBody } from '../../../contract/audit.ts'
import type { Frame } from '../../../contract/frame.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

let engine: TestEngine
let server: Serving

beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({
    address: { ...engine.engine.address, database: 'audited' },
    env: { GRIDWALL_AUDIT_PERCENT: '50' },
  })
  const events = ['disputes', 'public-safety'].flatMap((category, n) => [
    { id: `r${n}`, caseId: `c${n}`, type: 'reported', at: '2026-03-10T08:00:00+08:00', region: '370502', category, channel: 'terminal' },
    { id: `d${n}`, caseId: `c${n}`, type: 'closed', at: '2026-03-11T08:00:00+08:00' },
  ])
  const answer = await fetch(`${server.url}/api/v1/events`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${SOURCE_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  })
  expect(await answer.json()).toMatchObject({ accepted: 4 })
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
})

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(server.url + path)
  expect(answer.status).toBe(200)
  return await answer.json() as T
}

it('checks itself in the background and says so in the API, in frames and to Prometheus', async () => {
  let body = await get<AuditBody>('/api/v1/audit')
  expect(body.state).toBe('on')
  while (body.last === null) {
    await setTimeout(200)
    body = await get<AuditBody>('/api/v1/audit')
  }
  expect(body.last).toMatchObject({
    round: 1,
    compared: { events: 4, cases: 2 },
    differences: 0,
    unrepaired: 0,
  })
  expect(body.findings).toEqual([])

  let { audit } = await get<Frame>('/api/v1/frames/370500')
  while (audit?.checkedAt === null || audit === null) {
    await setTimeout(200)
    audit = (await get<Frame>('/api/v1/frames/370500')).audit
  }
  expect(audit).toMatchObject({
    checkedAt: body.last.endedAt,
    differences: 0,
    concerns: [],
    repaired: true,
  })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toContain('gridwall_audit_differences 0')
  expect(metrics).toContain(`gridwall_audit_checked_timestamp_seconds ${Date.parse(body.last.endedAt) / 1000}`)
  expect(metrics).toMatch(/gridwall_audit_slices_total [1-9]/)
})

it('says that it is off where it is, and keeps what was found', async () => {
  const database = createDatabase({ ...engine.engine.address, database: 'audited' })
  await database.command(
    `INSERT INTO audit_findings (at, round, rollup, scope, clock, day, key, figure, found, expected, concerns, repaired)
     VALUES ('2026-03-12 06:00:00.000', 7, 'facts_by_day', '370502', 'due', '2026-03-11', '{"excluded":0}', 'closed_on_time', '5', '4', ['on_time@1'], 1)`,
  )
  await database.close()
  await server.close()
  server = await composeServer({
    address: { ...engine.engine.address, database: 'other' },
    env: { GRIDWALL_AUDIT: 'off' },
  })
  expect(await get('/api/v1/audit')).toEqual({ state: 'off', last: null, current: null, findings: [] })
  expect(await get<Frame>('/api/v1/frames/370500')).toMatchObject({ audit: null })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).not.toContain('gridwall_audit')
})
