import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { createAccess } from '../../../server/access.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { readConfig } from '../../../server/config.ts'
import { AppError } from '../../../server/errors.ts'
import { answerError } from '../../../server/http/error-handler.ts'
import { intakeRoutes } from '../../../server/intake/routes.ts'
import { fakeIntake } from '../../helpers/fake-parts.ts'

async function buildRoutes(failure: Error): Promise<FastifyInstance> {
  const app = Fastify()
  app.setErrorHandler(answerError)
  await app.register(intakeRoutes({
    access: createAccess(readConfig({ GRIDWALL_SOURCES: 'test:test-token' })),
    intake: {
      ...fakeIntake(),
      submit: async () => {
        throw failure
      },
    },
    calendar: createCalendar('Asia/Shanghai'),
    wallNow: Date.now,
    maxBodyBytes: 1024,
  }))
  onTestFinished(async () => app.close())
  return app
}

it.each([
  [new AppError('rate_limited', 'full', { retryAfterMs: 1200 }), 429, '2', 'rate_limited'],
  [new AppError('store_unavailable', '', { retryAfterMs: 5000 }), 503, '5', 'store_unavailable'],
])('%s is answered with the time after which to send again', async (failure, status, after, code) => {
  const app = await buildRoutes(failure)
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
