import type { FastifyInstance } from 'fastify'
import type { IntakeRouteOptions } from '../../../server/intake/routes.ts'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { createAccess } from '../../../server/access.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { readConfig } from '../../../server/config.ts'
import { AppError } from '../../../server/errors.ts'
import { answerError } from '../../../server/http/error-handler.ts'
import { intakeRoutes } from '../../../server/intake/routes.ts'
import { fakeIntake } from '../../helpers/fake-parts.ts'

async function buildRoutes(
  more: Partial<IntakeRouteOptions>,
): Promise<FastifyInstance> {
  const app = Fastify()
  app.setErrorHandler(answerError)
  await app.register(intakeRoutes({
    access: createAccess(readConfig({ GRIDWALL_SOURCES: 'test:test-token,other:other-token' })),
    intake: fakeIntake(),
    calendar: createCalendar('Asia/Shanghai'),
    wallNow: Date.now,
    steadyNow: () => 0,
    maxHeartbeatsPerSecond: 10,
    maxBodyBytes: 1024,
    ...more,
  }))
  onTestFinished(async () => app.close())
  return app
}

it.each([
  [new AppError('rate_limited', 'full', { retryAfterMs: 1200 }), 429, '2', 'rate_limited'],
  [new AppError('store_unavailable', '', { retryAfterMs: 5000 }), 503, '5', 'store_unavailable'],
])('%s is answered with the time after which to send again', async (failure, status, after, code) => {
  const submit = async () => {
    throw failure
  }
  const app = await buildRoutes({ intake: { ...fakeIntake(), submit } })
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'authorization': 'Bearer test-token', 'content-type': 'application/x-ndjson' },
    body: '{}',
  })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['retry-after']).toBe(after)
  expect(answer.json()).toMatchObject({ code })
})

it('refuses heartbeats beyond the limit of their source, and takes them again later', async () => {
  let now = 0
  const app = await buildRoutes({ steadyNow: () => now, maxHeartbeatsPerSecond: 3 })
  const beat = async (token = 'test-token') => app.inject({
    method: 'POST',
    url: '/api/v1/heartbeat',
    headers: { authorization: `Bearer ${token}` },
  })
  for (let i = 0; i < 6; i++)
    expect((await beat()).statusCode).toBe(200)
  const refused = await beat()
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1'])
  expect(refused.json()).toMatchObject({ code: 'rate_limited' })
  expect((await beat('other-token')).statusCode).toBe(200)
  now += 1000
  expect((await beat()).statusCode).toBe(200)
})
