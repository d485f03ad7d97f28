import type { AlarmRules } from '../../../contract/alarm-rules.ts'
import type { Alarm, AlarmBoard, AlarmsBody } from '../../../contract/alarms.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlarmsBody as AlarmsBodySchema } from '../../../contract/alarms.ts'
import { composeServer } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { connectWall } from '../../helpers/wall-client.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-03-12T14:00:00+08:00')
const label = { zh: '超期', en: 'Late' }
const RULES: AlarmRules = {
  quietHours: [],
  rules: [
    { id: 'late', kind: 'overdue', label, severity: 'alarm', level: 'county', raiseAt: 2, clearAt: 0 },
    { id: 'silent', kind: 'source_late', label, severity: 'warning' },
  ],
}
const OPERATOR = { authorization: 'Bearer operator-token' }
const VIEW = { authorization: 'Bearer view-token' }

let engine: TestEngine
let server: Serving
let profile: string
let dataDir: string
let now = START

beforeAll(async () => {
  engine = await startTestEngine()
  profile = path.join(engine.dataDir, '..', `profile-${path.basename(engine.dataDir)}`)
  dataDir = path.join(engine.dataDir, '..', `state-${path.basename(engine.dataDir)}`)
  await cp('tests/fixtures/profiles/noon', profile, { recursive: true })
  await writeFile(path.join(profile, 'alarms.json'), JSON.stringify(RULES))
  await mkdir(dataDir)
  server = await start()
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
  await rm(profile, { recursive: true, force: true })
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<Serving> {
  return composeServer({
    address: { ...engine.engine.address, database: 'alarmed' },
    dataDir,
    wallNow: () => now,
    env: {
      GRIDWALL_PROFILE: profile,
      GRIDWALL_ALARM_MS: '200',
      GRIDWALL_OPERATORS: 'wang:operator-token,li:another-operator',
      GRIDWALL_VIEW_TOKEN: 'view-token',
      GRIDWALL_AUDIT: 'off',
      // Clocks jump by half hours below.
      GRIDWALL_SOURCE_LATE_AFTER: '7200',
    },
  })
}

async function read(query = ''): Promise<AlarmsBody> {
  const answer = await fetch(`${server.url}/api/v1/alarms${query}`, { headers: VIEW })
  expect(answer.status).toBe(200)
  const body = await answer.json() as AlarmsBody
  expect(Check(AlarmsBodySchema, body)).toBe(true)
  return body
}

async function lasting(): Promise<Alarm[]> {
  return (await read('?state=active')).alarms
}

async function acknowledge(id: string, headers: Record<string, string>, body: unknown = {}) {
  const answer = await fetch(`${server.url}/api/v1/alarms/${id}/acknowledge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() as Alarm & { code?: string } }
}

/** Two cases of a county due in half an hour. */
async function report(county: string, ...ids: string[]): Promise<void> {
  const { body } = await postEvents(server.url, ids.map(id => JSON.stringify({
    id: `r-${id}`,
    caseId: id,
    type: 'reported',
    at: new Date(now).toISOString(),
    region: `${county}-1`,
    category: 'ordinary.noise',
    channel: 'hotline',
    dueAt: new Date(now + 30 * MINUTE_MS).toISOString(),
  })).join('\n'))
  expect(body).toMatchObject({ accepted: ids.length })
}

async function close(...ids: string[]): Promise<void> {
  const { body } = await postEvents(server.url, ids.map(id => JSON.stringify({
    id: `c-${id}`,
    caseId: id,
    type: 'closed',
    at: new Date(now).toISOString(),
  })).join('\n'))
  expect(body).toMatchObject({ accepted: ids.length })
}

async function until(state: Alarm['state'], scope: string): Promise<Alarm> {
  const find = async () => (await read()).alarms.find(one => one.rule === 'late' && one.scope === scope)
  await expect.poll(async () => (await find())?.state).toBe(state)
  return (await find())!
}

describe('an alarm', () => {
  let alarm: Alarm

  it('is raised when deadlines have passed, and says so to the walls it concerns', async () => {
    const walls = ['k', 'k-e', 'k-w'].map(scope => ({
      scope,
      wall: connectWall(server.url, { auth: { token: 'view-token' } }),
      boards: [] as AlarmBoard[],
    }))
    for (const { scope, wall, boards } of walls) {
      wall.on('alarms:changed', board => boards.push(board))
      await wall.show(scope)
    }
    await expect.poll(() => walls.every(({ boards }) => boards.length > 0)).toBe(true)
    expect(walls.map(({ boards }) => boards[0])).toMatchObject(
      walls.map(({ scope }) => ({ scope, active: [], total: 0, unacknowledged: 0 })),
    )

    await report('k-e', 'a', 'b', 'c')
    await report('k-w', 'x')
    expect(await lasting()).toEqual([])
    now += 31 * MINUTE_MS
    alarm = await until('raised', 'k-e')
    expect(alarm).toMatchObject({
      rule: 'late',
      kind: 'overdue',
      severity: 'alarm',
      subject: '',
      value: 3,
      worst: 3,
      limit: 2,
      raisedAt: new Date(now).toISOString(),
      raisedAsOf: '2026-03-12T14:31:00+08:00',
      acknowledged: null,
      clearedAt: null,
    })
    // One late case is none of the alarm's business, and the other county's none of a wall's.
    expect((await lasting()).filter(({ rule }) => rule === 'late')).toEqual([alarm])
    await expect.poll(() => walls.map(({ boards }) => boards.at(-1)!.unacknowledged))
      .toEqual([1, 1, 0])
    expect(walls[0]!.boards.at(-1)!.active).toEqual([alarm])
  })

  it('stays while its number is between its limits, and follows it', async () => {
    await close('a', 'b')
    await expect.poll(async () => (await lasting())[0]?.value).toBe(1)
    expect(await lasting()).toEqual([{ ...alarm, value: 1 }])
  })

  it('is acknowledged by operators only', async () => {
    expect(await acknowledge(alarm.id, {})).toMatchObject({ status: 401, body: { code: 'operator_unauthorized' } })
    expect(await acknowledge(alarm.id, VIEW)).toMatchObject({ status: 401 })
    expect(await acknowledge(alarm.id, { authorization: 'Bearer test-token' })).toMatchObject({ status: 401 })
    expect(await acknowledge(alarm.id, { ...OPERATOR, origin: 'https://evil.example.org' }))
      .toMatchObject({ status: 403, body: { code: 'origin_refused' } })
    expect(await acknowledge(alarm.id, OPERATOR, { by: ' ' }))
      .toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(await acknowledge('0'.repeat(20), OPERATOR))
      .toMatchObject({ status: 404, body: { code: 'unknown_alarm' } })
    expect((await read('?state=raised')).alarms.map(({ id }) => id)).toEqual([alarm.id])
  })

  it('keeps who acknowledged it first, and when', async () => {
    now += MINUTE_MS
    const acknowledged = {
      by: '王芳',
      operator: 'wang',
      at: new Date(now).toISOString(),
      note: '已派单',
    }
    const first = await acknowledge(alarm.id, OPERATOR, { by: '王芳', note: '已派单' })
    expect(first).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledged } })
    now += MINUTE_MS
    const second = await acknowledge(alarm.id, { authorization: 'Bearer another-operator' })
    expect(second).toMatchObject({ status: 200, body: { acknowledged } })
    expect((await read('?state=raised')).alarms).toEqual([])
    expect((await read('?state=acknowledged')).alarms).toEqual([second.body])
  })

  it('is there after a restart, with who acknowledged it', async () => {
    const before = await lasting()
    await server.close()
    server = await start()
    expect(await lasting()).toEqual(before)
    await expect.poll(async () => (await read()).evaluatedAt).not.toBeNull()
    expect(await lasting()).toEqual(before)
  })

  it('is cleared when the last late case is closed, and stays in the log', async () => {
    now += MINUTE_MS
    await close('c')
    const cleared = await until('cleared', 'k-e')
    expect(cleared).toMatchObject({
      id: alarm.id,
      value: 0,
      worst: 3,
      clearedAt: new Date(now).toISOString(),
      acknowledged: { by: '王芳' },
    })
    expect((await lasting()).filter(({ rule }) => rule === 'late')).toEqual([])
    expect((await read('?state=cleared')).alarms).toEqual([cleared])
    expect(await acknowledge(alarm.id, OPERATOR)).toMatchObject({ status: 409, body: { code: 'alarm_cleared' } })
  })

  it('gets another id when it comes again, and pages of the log follow one another', async () => {
    await report('k-e', 'd', 'e')
    now += 31 * MINUTE_MS
    const again = await until('raised', 'k-e')
    expect(again.id).not.toBe(alarm.id)
    await close('d', 'e')
    await until('cleared', 'k-e')

    const all = (await read('?scope=k-e')).alarms
    expect(all.map(({ id }) => id)).toEqual([again.id, alarm.id])
    const first = await read('?scope=k-e&limit=1')
    expect(first.alarms).toEqual(all.slice(0, 1))
    const second = await read(`?scope=k-e&limit=1&cursor=${first.next}`)
    expect(second.alarms).toEqual(all.slice(1))
    expect(second.next).toBeNull()
    expect((await read('?scope=k-w')).alarms).toEqual([])
  })
})

it('raises an alarm about a silent source, of the root and on every wall', async () => {
  const find = async () => (await lasting()).find(({ rule }) => rule === 'silent')
  now += 121 * MINUTE_MS
  await expect.poll(async () => (await find())?.subject).toBe('test')
  expect(await find()).toMatchObject({ kind: 'source_late', scope: 'k', severity: 'warning', limit: null })
  const wall = connectWall(server.url, { auth: { token: 'view-token' } })
  const board = new Promise<AlarmBoard>(resolve => wall.once('alarms:changed', resolve))
  await wall.show('k-w-1')
  expect((await board).active.map(({ rule }) => rule)).toEqual(['silent'])
})

it.each([
  ['?scope=nowhere', 404, 'unknown_scope'],
  ['?cursor=nonsense', 400, 'invalid_request'],
  ['?state=over', 400, 'invalid_request'],
  ['?limit=0', 400, 'invalid_request'],
])('refuses %s', async (query, status, code) => {
  const answer = await fetch(`${server.url}/api/v1/alarms${query}`, { headers: VIEW })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
})

it('shows nothing without the view token, and tells Prometheus what lasts', async () => {
  expect((await fetch(`${server.url}/api/v1/alarms`)).status).toBe(401)
  const text = await (await fetch(`${server.url}/metrics`, { headers: VIEW })).text()
  expect(text).toContain('gridwall_alarms_active{severity="warning",state="raised"} 1')
  expect(text).toContain('gridwall_alarms_active{severity="alarm",state="raised"} 0')
  expect(text).toMatch(/gridwall_alarms_rounds_total [1-9]/)
  expect(text).toContain('gridwall_alarms_failures_total 0')
})
