import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Calendar } from '../calendar.ts'
import type { Intake } from '../ports.ts'
import { Check } from 'typebox/value'
import { Timestamp } from '../../contract/case-event.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { HeartbeatAnswer } from '../../contract/sources.ts'
import { AppError } from '../errors.ts'
import { EARLIEST_TIME_MS, MAX_FUTURE_MS, parseTime } from './validate-event.ts'

const MAX_BODY_BYTES = 1024

export interface HeartbeatRouteOptions {
  intake: Pick<Intake, 'heartbeat'>
  calendar: Pick<Calendar, 'format'>
  wallNow: () => number
  /** Of a request that proved its source. */
  sourceOf: (request: FastifyRequest) => string
}

/** `POST /api/v1/heartbeat`: the source is there, and possibly how far it has sent everything. */
export function heartbeatRoute(app: FastifyInstance, options: HeartbeatRouteOptions): void {
  const { intake, calendar, wallNow, sourceOf } = options
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
