import type { ErrorBody } from '../../../contract/errors.ts'
import type { FrameHistory, KeptBody } from '../../../contract/history.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Frame } from '../../../contract/frame.ts'
import { composeServer } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { createReports } from '../../helpers/reports.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

type PastFrame = Frame & { history: FrameHistory }

const { line } = createReports('past')
const MINUTE_MS = 60_000
const SCOPE = 'roxbury'
/** When the wall showed the frame that the tests ask for; everything stands still meanwhile. */
const SHOWN = Math.floor(Date.now() / 1000) * 1000 - 10 * MINUTE_MS

let engine: TestEngine
let dataDir: string
let now = SHOWN
let server: Serving
let shown: Frame

beforeAll(async () => {
  engine = await startTestEngine()
  dataDir = mkdtempSync(path.join(tmpdir(), 'gridwall-past-'))
  const first = await start()
  await send(first, [report('p-1'), report('p-2')])
  shown = await frameWith(first, 2)
  // What is pending is kept when it closes.
  await first.close()
  now = SHOWN + 5 * MINUTE_MS
  server = await start()
})
afterAll(async () => {
  await server?.close()
  await engine?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}): Promise<Serving> {
  return composeServer({
    address: { ...engine.engine.address, database: 'past' },
    dataDir,
    env: { GRIDWALL_PROFILE: 'boston', ...env },
    wallNow: () => now,
  })
}

const iso = (at: number): string => new Date(at).toISOString()

function report(caseId: string): string {
  return line({ caseId, at: iso(SHOWN - 30 * MINUTE_MS) })
}

async function send(to: Serving, lines: readonly string[]): Promise<void> {
  const { body } = await postEvents(to.url, lines.join('\n'))
  expect(body.rejected).toEqual([])
}

async function get<Body>(
  where: string,
  query: Record<string, string> = {},
  from = server,
): Promise<{ status: number, body: Body, headers: Headers }> {
  const url = `${from.url}/api/v1/frames/${where}?${new URLSearchParams(query).toString()}`
  const answer = await fetch(url)
  return { status: answer.status, body: await answer.json() as Body, headers: answer.headers }
}

async function frameWith(of: Serving, seq: number): Promise<Frame> {
  for (;;) {
    const { body } = await get<Frame>(SCOPE, {}, of)
    if (body.seq === seq)
      return body
  }
}

it('answers what the wall showed then, panel for panel, after a restart', async () => {
  const { status, body: { history, ...frame } } = await get<PastFrame>(SCOPE, {
    at: iso(SHOWN + 4 * MINUTE_MS),
  })
  expect(status).toBe(200)
  expect(frame.panels).toEqual(shown.panels)
  expect(frame).toMatchObject({ epoch: shown.epoch, asOf: shown.asOf, seq: 2 })
  expect(Date.parse(history.at)).toBe(SHOWN + 4 * MINUTE_MS)
  expect(history).toMatchObject({
    knowledge: 'then',
    kept: true,
    keptAsOf: shown.asOf,
    differs: null,
    differing: [],
  })
})

it('recomputes the same numbers while nothing new is known', async () => {
  const { status, body } = await get<PastFrame>(SCOPE, { at: iso(SHOWN), known: 'now' })
  expect(status).toBe(200)
  expect(body.history).toMatchObject({ knowledge: 'now', kept: true, differs: false, differing: [] })
  // A wall draws it as any other frame.
  expect([...Errors(Frame, body)]).toEqual([])
  const { latest: _, ...panels } = body.panels
  expect(shown.panels).toMatchObject(panels)
})

it('says that today\'s knowledge differs once an event of that time came late', async () => {
  await send(server, [JSON.stringify({
    id: 'late-close',
    caseId: 'p-1',
    type: 'closed',
    at: iso(SHOWN - MINUTE_MS),
  })])
  await frameWith(server, 3)
  const at = { at: iso(SHOWN + MINUTE_MS) }
  const then = await get<PastFrame>(SCOPE, at)
  const known = await get<PastFrame>(SCOPE, { ...at, known: 'now', session: 'another' })
  expect(then.body.panels.summary.windows.todate.metrics.open.value).toBe(2)
  expect(known.body.panels.summary.windows.todate.metrics.open.value).toBe(1)
  expect(known.body.history).toMatchObject({ kept: true, keptAsOf: shown.asOf, differs: true })
  expect(known.body.history.differing).toContain('summary')
  expect(known.body.history.differing).not.toContain('latest')
  expect(known.body.asOf).not.toBe(shown.asOf)
})

it('recomputes what was never kept, and says so', async () => {
  const before = { at: iso(SHOWN - 20 * MINUTE_MS) }
  const { status, body } = await get<ErrorBody>(SCOPE, before)
  expect([status, body.code]).toEqual([404, 'no_kept_frame'])
  expect(body.message).toContain(`the earliest is of ${shown.asOf}`)
  const known = await get<PastFrame>(SCOPE, { ...before, known: 'now', session: 'another' })
  expect(known.body.history).toMatchObject({ kept: false, keptAsOf: null, differs: null })
  expect(known.body.panels.summary.windows.todate.metrics.reported.value).toBe(2)
})

it('lists where frames are kept', async () => {
  const { status, body } = await get<KeptBody>(`${SCOPE}/kept`, {
    from: iso(SHOWN - MINUTE_MS),
    to: iso(SHOWN + MINUTE_MS),
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ scope: SCOPE, times: [shown.asOf], total: 1 })
})

it.each([
  [SCOPE, { at: '2026-11-21T09:00:00' }, 400, 'at must be a time with a zone'],
  [SCOPE, { at: '2199-01-01T00:00:00Z' }, 400, 'at lies in the future'],
  [SCOPE, { known: 'now' }, 400, 'go with at'],
  [SCOPE, { at: iso(SHOWN), known: 'perhaps' }, 400, 'known'],
  ['atlantis', { at: iso(SHOWN) }, 404, 'no scope "atlantis"'],
  [`${SCOPE}/kept`, { from: iso(SHOWN), to: iso(SHOWN) }, 400, 'from must lie before to'],
  [`${SCOPE}/kept`, { from: iso(0), to: iso(SHOWN) }, 400, 'at most 100 days'],
  [`${SCOPE}/kept`, { from: iso(SHOWN) }, 400, 'to'],
])('refuses %s with %o', async (where, query, status, message) => {
  const refused = await get<ErrorBody>(where, query)
  expect(refused.status).toBe(status)
  expect(refused.body.message).toContain(message)
})

it('lets two players recompute at once and tells a third when to come back', async () => {
  const ask = async (session: string) =>
    get<ErrorBody>(SCOPE, { at: iso(SHOWN), known: 'now', session })
  const answers = await Promise.all(['one', 'two', 'three', 'four'].map(ask))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThanOrEqual(2)
  for (const { body, headers } of refused) {
    expect(body.code).toBe('rate_limited')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
})

it('counts what it kept in its own numbers', async () => {
  await server.close()
  now += MINUTE_MS
  server = await start()
  const text = await (await fetch(`${server.url}/metrics`)).text()
  expect(text).toContain('gridwall_kept_frames_total')
})

it('keeps nothing and answers nothing kept when that is switched off', async () => {
  await server.close()
  server = await start({ GRIDWALL_KEEP_FRAMES_DAYS: '0', GRIDWALL_MAX_RECOMPUTE_EVENTS: '1000' })
  const { status, body } = await get<ErrorBody>(SCOPE, { at: iso(SHOWN) })
  expect([status, body.code]).toEqual([404, 'no_kept_frame'])
  expect(body.message).toContain('GRIDWALL_KEEP_FRAMES_DAYS is 0')
})
