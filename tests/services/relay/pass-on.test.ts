import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { RedisServer } from '../../helpers/redis-server.ts'
import type { TestServer } from '../../helpers/test-server.ts'
import { expect, it } from 'vitest'
import { startRedis } from '../../helpers/redis-server.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'

interface Relayed { redis: RedisServer, server: TestServer, asked: FastifyRequest[] }

/** A server that remembers what it was asked beside frames. */
async function rememberingServer(env: Record<string, string> = {}): Promise<Relayed> {
  const redis = await startRedis()
  const asked: FastifyRequest[] = []
  const reading: FastifyPluginAsync = async (app) => {
    app.get('/api/v1/metrics', async (request, reply) => {
      asked.push(request)
      return reply.code(200).headers({ etag: '"1"', vary: 'authorization' }).send({ metrics: [7] })
    })
    app.get('/api/v1/busy', async (request, reply) => {
      asked.push(request)
      return reply.code(503).header('retry-after', '9').send({ code: 'frame_not_ready' })
    })
  }
  const writing: FastifyPluginAsync = async (app) => {
    for (const path of ['/api/v1/alarms/:id/acknowledge', '/api/v1/events', '/api/v1/heartbeat']) {
      app.post(path, async (request) => {
        asked.push(request)
        return { id: 'a 1' }
      })
    }
  }
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url, ...env }, {
    readRoutes: [reading],
    routes: () => [writing],
  })
  return { redis, server, asked }
}

it('passes reading calls on with query and token, and the answer back with its headers', async () => {
  const env = { GRIDWALL_VIEW_TOKEN: 'look-at-this' }
  const { redis, server, asked } = await rememberingServer(env)
  const relay = await startRelay(redis.url, server.url, env)
  await becomesReady(relay)
  const headers = { authorization: 'Bearer look-at-this', origin: relay.url }
  const answer = await fetch(`${relay.url}/api/v1/metrics?scope=c&a=%2F&a=2`, { headers })
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"'])
  expect(await answer.json()).toEqual({ metrics: [7] })
  expect(asked.map(({ url }) => url)).toEqual(['/api/v1/metrics?scope=c&a=%2F&a=2'])
  expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer look-at-this' })
  expect(asked[0]!.headers.origin).toBeUndefined()
})

it('asks the server about the past, and answers with frames of now itself', async () => {
  const { redis, server } = await rememberingServer()
  const past = '/api/v1/frames/c?at=2026-11-21T10:00:00Z'
  const relay = await startRelay(redis.url, server.url)
  expect(await (await fetch(relay.url + past)).json()).toMatchObject({ code: 'no_kept_frame' })

  const alone = await startRelay(redis.url, 'http://127.0.0.1:1')
  await becomesReady(alone)
  expect(await (await fetch(alone.url + past)).json()).toMatchObject({ code: 'server_unavailable' })
  const now = await fetch(`${alone.url}/api/v1/frames/c`)
  expect(await now.json()).toMatchObject({ scope: 'c', panels: { summary: { dueSoon: 1 } } })
  expect((await fetch(`${alone.url}/api/v1/profile`)).status).toBe(200)
})

it('answers an error of the server with the server\'s words, asked once', async () => {
  const { redis, server, asked } = await rememberingServer()
  const relay = await startRelay(redis.url, server.url)
  const answer = await fetch(`${relay.url}/api/v1/busy`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '9'])
  expect(await answer.json()).toEqual({ code: 'frame_not_ready' })
  expect(asked).toHaveLength(1)
})

it('says that the server does not answer, and when to come again', async () => {
  const redis = await startRedis()
  const relay = await startRelay(redis.url, 'http://127.0.0.1:1')
  const answer = await fetch(`${relay.url}/api/v1/metrics`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3'])
  expect(await answer.json()).toMatchObject({ code: 'server_unavailable' })
})

it('passes no events and no heartbeats on', async () => {
  const { redis, server, asked } = await rememberingServer()
  const relay = await startRelay(redis.url, server.url)
  for (const path of ['/api/v1/events', '/api/v1/heartbeat', '/api/v1/alarms']) {
    const answer = await fetch(relay.url + path, { method: 'POST', body: '{}' })
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect(asked).toEqual([])
})

async function acknowledge(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api/v1/alarms/a%201/acknowledge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"by":"Wang","note":"去看"}',
  })
}

it('passes acknowledgements on with the operator\'s token, from its own pages only', async () => {
  const { redis, server, asked } = await rememberingServer()
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const authorization = 'Bearer operator-token'
  const answer = await acknowledge(relay.url, { authorization, origin: relay.url })
  expect(await answer.json()).toEqual({ id: 'a 1' })
  const [{ headers, params, body }] = asked as [FastifyRequest]
  expect(params).toEqual({ id: 'a 1' })
  expect(body).toEqual({ by: 'Wang', note: '去看' })
  expect([headers.authorization, headers.origin]).toEqual([authorization, undefined])

  const foreign = await acknowledge(relay.url, { origin: 'https://evil.example' })
  expect(await foreign.json()).toMatchObject({ code: 'origin_refused' })
  expect(asked).toHaveLength(1)
})

it('lets no other machine acknowledge by a mere name, which the server would take', async () => {
  const open = {
    GRIDWALL_HOST: '0.0.0.0',
    GRIDWALL_VIEW_TOKEN: 'look-at-this',
    GRIDWALL_ORIGINS: 'https://wall.example.org',
  }
  const byName = await rememberingServer()
  const relay = await startRelay(byName.redis.url, byName.server.url, open)
  await becomesReady(relay)
  expect(await (await acknowledge(relay.url)).json()).toMatchObject({ code: 'operators_unknown' })
  expect(byName.asked).toEqual([])

  const byToken = await rememberingServer({ GRIDWALL_OPERATORS: 'duty:operator-token' })
  const other = await startRelay(byToken.redis.url, byToken.server.url, open)
  await becomesReady(other)
  expect((await acknowledge(other.url)).status).toBe(200)
})
