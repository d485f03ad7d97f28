import type { ErrorBody } from '../../../contract/errors.ts'
import type { Frame } from '../../../contract/frame.ts'
import type { ProfileBody } from '../../../contract/profile.ts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '../../../server/errors.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { buildTestApp } from '../../helpers/test-app.ts'

const LOOK = { GRIDWALL_VIEW_TOKEN: 'look-at-this' }

describe('GET /api/v1/profile', () => {
  it('answers the city', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/api/v1/profile')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    const profile = answer.json<ProfileBody>()
    expect(profile.root).toBe('c')
    expect(profile.regions.map(region => region.code)).toEqual(['c', 'n', 's', 'n-grid'])
  })

  it('answers compressed to who can read it, and nothing to who has it', async () => {
    const { app } = await buildTestApp()
    const url = '/api/v1/profile'
    const answer = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString('utf8'))).toMatchObject({ root: 'c' })
    const headers = { 'if-none-match': answer.headers.etag as string }
    const again = await app.inject({ url, headers })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })
})

describe('GET /api/v1/profile/outlines', () => {
  it('answers 204 where the profile has none', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/api/v1/profile/outlines')
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
  })

  it('answers GeoJSON where it has them', async () => {
    const outlines = { type: 'FeatureCollection' as const, features: [] }
    const { app } = await buildTestApp({}, { city: { ...smallCity(), outlines } })
    const answer = await app.inject('/api/v1/profile/outlines')
    expect(answer.json()).toEqual(outlines)
  })
})

describe('GET /api/v1/frames/:scope', () => {
  it('answers a frame, also of a scope that nobody showed', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/api/v1/frames/n')
    expect(answer.statusCode).toBe(200)
    expect(answer.json<Frame>()).toMatchObject({ scope: 'n', epoch: 'e1', seq: 1 })
  })

  it('answers nothing to who has the frame of this tick', async () => {
    const { app } = await buildTestApp()
    const { headers: { etag } } = await app.inject('/api/v1/frames/c')
    const headers = { 'if-none-match': etag as string }
    const answer = await app.inject({ url: '/api/v1/frames/c', headers })
    expect(answer.statusCode).toBe(304)
  })

  it('answers 404 for what is no scope', async () => {
    const { app } = await buildTestApp()
    for (const scope of ['n-grid', 'atlantis', '%00']) {
      const answer = await app.inject(`/api/v1/frames/${scope}`)
      expect([answer.statusCode, answer.json<ErrorBody>().code]).toEqual([404, 'unknown_scope'])
    }
  })

  it('answers 503 with a time to come back when no frame can be computed', async () => {
    const { app, computer } = await buildTestApp()
    computer.failure = new Error('ClickHouse is away')
    const answer = await app.inject('/api/v1/frames/n')
    expect([answer.statusCode, answer.json<ErrorBody>().code]).toEqual([503, 'frame_not_ready'])
    expect(answer.headers['retry-after']).toBe('3')
    expect(answer.body).not.toContain('away')
  })
})

describe('the view token', () => {
  it('guards the past', async () => {
    const { app } = await buildTestApp({ GRIDWALL_VIEW_TOKEN: 'look-at-this' })
    const stretch = 'from=2020-11-21T09:00:00Z&to=2020-11-21T10:00:00Z'
    for (const url of ['c?at=2020-11-21T09:00:00Z', `c/kept?${stretch}`]) {
      const ask = async (headers: Record<string, string>) =>
        (await app.inject({ url: `/api/v1/frames/${url}`, headers })).json<ErrorBody>().code
      expect(await ask({})).toBe('view_unauthorized')
      expect(await ask({ authorization: 'Bearer look-at-this' })).toBe('no_kept_frame')
    }
  })

  it.each(['/api/v1/profile', '/api/v1/profile/outlines', '/api/v1/frames/c', '/metrics', '/read'])(
    'guards %s',
    async (url) => {
      const { app } = await buildTestApp(LOOK, {
        readRoutes: [async reading => void reading.get('/read', async () => ({ read: true }))],
      })
      const refused = await app.inject(url)
      expect([refused.statusCode, refused.json<ErrorBody>().code]).toEqual([401, 'view_unauthorized'])
      expect(refused.headers['www-authenticate']).toBe('Bearer')
      // In a URL it would stay behind in logs and histories.
      expect((await app.inject(`${url}?token=look-at-this`)).statusCode).toBe(401)
      const headers = { authorization: 'Bearer look-at-this' }
      expect((await app.inject({ url, headers })).statusCode).toBeLessThan(300)
    },
  )

  it.each(['/healthz', '/readyz', '/', '/api/docs/json'])('is not needed for %s', async (url) => {
    const { app } = await buildTestApp(LOOK)
    await app.inject({ url: '/api/v1/frames/c', headers: { authorization: 'Bearer look-at-this' } })
    expect((await app.inject(url)).statusCode).not.toBe(401)
  })
})

it('refuses foreign Host names on loopback, whatever the address', async () => {
  const { app } = await buildTestApp()
  for (const url of ['/', '/healthz', '/api/v1/profile', '/nothing']) {
    const answer = await app.inject({ url, headers: { host: 'evil.example' } })
    expect([answer.statusCode, answer.json<ErrorBody>().code]).toEqual([421, 'host_refused'])
  }
})

describe('readiness', () => {
  it('is there once frames are', async () => {
    const { app } = await buildTestApp()
    await app.inject('/api/v1/frames/c')
    const answer = await app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([200, {
      ready: true,
      clickhouse: 'up',
      store: 'up',
      frames: 'up',
      lagEvents: 0,
      lagSeconds: 0,
    }])
  })

  it('is lost with ClickHouse, and says how far behind the wall is', async () => {
    const { app, intake } = await buildTestApp({}, { wallNow: () => 10_000 })
    await app.inject('/api/v1/frames/c')
    Object.assign(intake.state, { clickhouse: 'down', pendingEvents: 12, pendingSince: 4000 })
    const answer = await app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([503, {
      ready: false,
      clickhouse: 'down',
      store: 'up',
      frames: 'up',
      lagEvents: 12,
      lagSeconds: 6,
    }])
  })

  it('is lost with the state store', async () => {
    const status = (): never => {
      throw new Error('LMDB is closed')
    }
    const { app } = await buildTestApp({}, { intake: { status, sources: () => [] } })
    const answer = await app.inject('/readyz')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ ready: false, store: 'down' })
  })

  it('is lost while ticks fail', async () => {
    const { app, computer } = await buildTestApp()
    computer.failure = new Error('ClickHouse is away')
    await app.inject('/api/v1/frames/c')
    const answer = await app.inject('/readyz')
    expect([answer.statusCode, answer.json<{ frames: string }>().frames]).toEqual([503, 'down'])
  })
})

describe('errors', () => {
  it('of unknown addresses name the address', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/api/v1/nothing?token=secret')
    const { code, message } = answer.json<ErrorBody>()
    expect([answer.statusCode, code]).toEqual([404, 'not_found'])
    expect(message).toContain('GET /api/v1/nothing')
    expect(message).not.toContain('secret')
  })

  it('of broken addresses are coded too', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/api/v1/frames/%E0%A4%A')
    expect([answer.statusCode, answer.json<ErrorBody>().code]).toEqual([400, 'invalid_request'])
  })

  it('of the server go to the log, without the query, and not to the caller', async () => {
    const { app, logged } = await buildTestApp({}, {
      routes: [async routes => void routes.get('/broken', async () => {
        throw new Error('password=hunter2')
      })],
    })
    const answer = await app.inject('/broken?token=secret')
    expect([answer.statusCode, answer.json<ErrorBody>().code]).toEqual([500, 'internal'])
    expect(answer.body).not.toContain('hunter2')
    expect(logged.join()).toContain('hunter2')
    expect(logged.join()).not.toContain('secret')
  })

  it('carry when to try again', async () => {
    const { app } = await buildTestApp({}, {
      routes: [async routes => void routes.get('/busy', async () => {
        throw new AppError('rate_limited', 'The intake is full.', { retryAfterMs: 1200 })
      })],
    })
    const answer = await app.inject('/busy')
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '2'])
  })

  it('of a body that no call expects are coded too', async () => {
    const { app } = await buildTestApp({}, {
      routes: [async routes => void routes.post('/small', async () => ({}))],
    })
    const post = async (payload: string, type: string) => {
      const headers = { 'content-type': type }
      const answer = await app.inject({ method: 'POST', url: '/small', payload, headers })
      return [answer.statusCode, answer.json<ErrorBody>().code]
    }
    expect(await post('{', 'application/json')).toEqual([400, 'invalid_request'])
    expect(await post('<a/>', 'text/xml')).toEqual([415, 'unsupported_media_type'])
    const large = JSON.stringify('x'.repeat(70_000))
    expect(await post(large, 'application/json')).toEqual([413, 'body_too_large'])
  })
})

describe('the page', () => {
  it('says how to build it where it is not built', async () => {
    const { app } = await buildTestApp()
    const answer = await app.inject('/')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('npm run build')
  })

  it('is served with headers that keep everything else out', async () => {
    const webDir = mkdtempSync(path.join(tmpdir(), 'gridwall-web-'))
    onTestFinished(() => rmSync(webDir, { recursive: true }))
    mkdirSync(path.join(webDir, 'assets'))
    writeFileSync(path.join(webDir, 'index.html'), '<!doctype html>')
    writeFileSync(path.join(webDir, 'assets', 'app-1a2b.js'), '1')
    const { app } = await buildTestApp({}, { webDir })
    const page = await app.inject('/?scope=n')
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache'])
    const policy = page.headers['content-security-policy'] as string
    expect(policy).toContain('default-src \'none\'')
    expect(policy).toContain('script-src \'self\';')
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    const script = await app.inject('/assets/app-1a2b.js')
    expect(script.headers['cache-control']).toContain('immutable')
    expect((await app.inject('/../package.json')).statusCode).toBe(404)
    expect((await app.inject('/%2e%2e/package.json')).statusCode).toBe(404)
  })
})

describe('/metrics', () => {
  it('counts events by source and result, and batches by answer', async () => {
    const { app, intake } = await buildTestApp()
    const batch = { source: 'hotline', format: 'ndjson' as const }
    await intake.submit({ ...batch, body: Buffer.from('{}\n{}\n') })
    const { body } = await app.inject('/metrics')
    expect(body).toContain('gridwall_events_total{source="hotline",result="accepted"} 2')
    expect(body).toContain('gridwall_intake_requests_total{source="hotline",answer="acked"} 1')
  })

  it('has loads, ticks, screens, frame age, memory and the event loop', async () => {
    const { app, intake } = await buildTestApp()
    await app.inject('/api/v1/frames/c')
    Object.assign(intake.state, { lastLoadMs: 30, outboxBatches: 3 })
    intake.loaded()
    const { body } = await app.inject('/metrics')
    for (const line of [
      'gridwall_load_seconds_count 1',
      'gridwall_tick_seconds_count{result="ok"}',
      'gridwall_outbox_batches 3',
      'gridwall_screens 0',
      'gridwall_feeds 0',
      'gridwall_clickhouse_up 1',
      'gridwall_frame_age_seconds 0.',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(body).toContain(line)
    }
    expect(body).toMatch(/^gridwall_own_memory_bytes [1-9]\d+$/m)
  })
})

it('describes itself at /api/docs, without asking another server', async () => {
  const { app } = await buildTestApp()
  const { paths } = (await app.inject('/api/docs/json')).json<{ paths: Record<string, unknown> }>()
  expect(Object.keys(paths)).toEqual(expect.arrayContaining([
    '/api/v1/profile',
    '/api/v1/profile/outlines',
    '/api/v1/frames/{scope}',
    '/healthz',
    '/readyz',
    '/metrics',
  ]))
  const page = await app.inject('/api/docs/')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/(?:src|href)="https?:/)
})
