import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Calendar } from '../calendar.ts'
import type { Intake } from '../ports.ts'
import { Check } from 'typebox/value'
import { Timestamp } from '../../contract/case-event.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { HeartbeatAnswer } from '../../contract/sources.ts'
import { AppError } from '../errors.ts'
import { createMessageBudget } from '../message-budget.ts'
import { EARLIEST_TIME_MS, MAX_FUTURE_MS, parseTime } from './validate-event.ts'

const MAX_BODY_BYTES = 1024
const RETRY_MS = 1000

export interface HeartbeatRouteOptions {
  intake: Pick<Intake, 'heartbeat'>
  calendar: Pick<Calendar, 'format'>
  wallNow: () => number
  /** Milliseconds of a clock that is never set. */
  steadyNow: () => number
  /** Of one source, twice that in a burst. */
  maxHeartbeatsPerSecond: number
  /** Of a request that proved its source. */
  sourceOf: (request: FastifyRequest) => string
}

/** `POST /api/v1/heartbeat`: the source is there, and possibly how far it has sent everything. */
export function heartbeatRoute(app: FastifyInstance, options: HeartbeatRouteOptions): void {
  const { intake, calendar, wallNow, steadyNow, maxHeartbeatsPerSecond, sourceOf } = options
  // Sources are configured, so there are only as many budgets.
  const budgets = new Map<string, () => boolean>()
  function refuseTooMany(source: string): void {
    const mayCall = budgets.get(source) ?? createMessageBudget(maxHeartbeatsPerSecond, steadyNow)
    budgets.set(source, mayCall)
    if (!mayCall()) {
      const most = `a source has ${maxHeartbeatsPerSecond} heartbeats a second`
      throw new AppError('rate_limited', most, { retryAfterMs: RETRY_MS })
    }
  }
  app.post<{ Body: Buffer | undefined }>('/api/v1/heartbeat', {
    bodyLimit: MAX_BODY_BYTES,
    schema: {
      tags: ['events'],
      summary: 'The source is there, also when it has nothing to send',
      description: 'Optional body: {"watermark": "<RFC 3339>"}, up to which all events were sent.',
      consumes: ['application/json'],
      security: [{ source: [] }],
      response: {
        200: HeartbeatAnswer,
        400: ErrorBody,
        401: ErrorBody,
        413: ErrorBody,
        415: ErrorBody,
        429: ErrorBody,
        503: ErrorBody,
      },
    },
  }, async (request) => {
    const source = sourceOf(request)
    refuseTooMany(source)
    const status = await intake.heartbeat(source, readWatermark(request.body, wallNow()))
    const { heardAt, watermark } = status
    return {
      source,
      lastHeardAt: calendar.format(heardAt ?? wallNow()),
      watermark: watermark === null ? null : calendar.format(watermark),
    }
  })
}

/**
 * Milliseconds since 1970; null: the body says nothing.
 * @throws AppError invalid_request, bad_watermark
 */
export function readWatermark(body: Buffer | undefined, wallNow: number): number | null {
  if (body === undefined || body.length === 0)
    return null
  const value = parseJson(body)
  if (!isHeartbeat(value))
    throw new AppError('invalid_request', 'A heartbeat is {} or {"watermark":"<RFC 3339>"}.')
  const { watermark } = value
  if (watermark === undefined)
    return null
  const at = Check(Timestamp, watermark) ? parseTime(watermark) : null
  if (at === null || at < EARLIEST_TIME_MS) {
    const shown = JSON.stringify(watermark).slice(0, 80)
    throw new AppError('bad_watermark', `watermark: no such time: ${shown}.`)
  }
  if (at > wallNow + MAX_FUTURE_MS) {
    throw new AppError(
      'bad_watermark',
      `watermark: ${String(watermark)} is more than 5 minutes ahead of the server's clock `
      + `(${new Date(wallNow).toISOString()}).`,
    )
  }
  return at
}

function isHeartbeat(value: unknown): value is { watermark?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && Object.keys(value).every(key => key === 'watermark')
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  }
  catch {
    throw new AppError('invalid_request', 'The body of a heartbeat is JSON, or there is none.')
  }
}
