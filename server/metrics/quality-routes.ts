import type { FastifyPluginAsync } from 'fastify'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Clock, Intake } from '../ports.ts'
import type { DayRange } from './windows.ts'
import Type from 'typebox'
import { ErrorBody } from '../../contract/errors.ts'
import { QualityBody } from '../../contract/quality.ts'
import { AppError } from '../errors.ts'
import { toQuality } from './quality-body.ts'
import { askAccepted, askRefused } from './questions/intake-quality.ts'

/** Longest stretch of one question: it reads the ledger itself. */
export const MAX_QUALITY_DAYS = 92
/** However many screens ask, the same days are counted once in so long. */
const KEEP_MS = 10_000
const KEEP_ANSWERS = 16
const DAY_MS = 86_400_000
const DATE = /^\d{4}-\d{2}-\d{2}$/

export interface QualityRouteOptions {
  calendar: Calendar
  database: Database
  clock: Pick<Clock, 'mode'>
  intake: Pick<Intake, 'sources' | 'orphans'>
  /** Days are those of receipt, by the server's own clock. */
  wallNow: () => number
}

const Query = Type.Object({
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
})

/** `GET /api/v1/quality`: what sources sent, and what was wrong with it. */
export function qualityRoutes(options: QualityRouteOptions): FastifyPluginAsync {
  const { calendar, wallNow } = options
  const kept = new Map<string, { until: number, body: Promise<QualityBody> }>()

  async function answer(range: DayRange): Promise<QualityBody> {
    const now = wallNow()
    const key = `${range.from}-${range.to}`
    const known = kept.get(key)
    if (known !== undefined && now < known.until)
      return known.body
    const body = ask(options, range, now)
    kept.delete(key)
    kept.set(key, { until: now + KEEP_MS, body })
    // A failure is not worth keeping; whoever waits for it hears of it.
    body.catch(() => kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size > KEEP_ANSWERS)
        kept.delete(oldest)
    }
    return body
  }

  return async (app) => {
    app.get<{ Querystring: Type.Static<typeof Query> }>('/api/v1/quality', {
      schema: {
        tags: ['operation'],
        summary: 'What sources sent on the days [from, to), and what was wrong with it',
        querystring: Query,
        response: { 200: QualityBody, 400: ErrorBody, 401: ErrorBody, 503: ErrorBody },
      },
    }, async ({ query }) => answer(readDays(query, calendar.dayOf(wallNow()))))
  }
}

async function ask(
  { database, calendar, clock, intake }: QualityRouteOptions,
  range: DayRange,
  now: number,
): Promise<QualityBody> {
  const [fromMs, toMs] = [calendar.startOfDay(range.from), calendar.startOfDay(range.to)]
  const [accepted, refused] = await Promise.all([
    askAccepted(database, fromMs, toMs),
    askRefused(database, range.from, range.to),
  ])
  const sources = intake.sources()
  const facts = { accepted, refused, orphans: intake.orphans(), sources, clock: clock.mode }
  return {
    from: calendar.format(fromMs),
    to: calendar.format(toMs),
    asOf: calendar.format(now),
    clock: clock.mode,
    ...toQuality(facts, calendar),
  }
}

/**
 * Days [from, to) of the profile's zone; today without either.
 * @throws AppError invalid_request
 */
export function readDays(query: Type.Static<typeof Query>, today: number): DayRange {
  if (query.from === undefined && query.to === undefined)
    return { from: today, to: today + 1 }
  if (query.from === undefined || query.to === undefined)
    throw new AppError('invalid_request', 'from and to go together.')
  const range = { from: readDay('from', query.from), to: readDay('to', query.to) }
  const days = range.to - range.from
  if (days < 1)
    throw new AppError('invalid_request', 'from must lie before to; the day of to is not included.')
  if (days > MAX_QUALITY_DAYS)
    throw new AppError('invalid_request', `at most ${MAX_QUALITY_DAYS} days are counted at once; these are ${days}.`)
  return range
}

function readDay(name: string, text: string): number {
  const at = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw new AppError('invalid_request', `${name} must be a day like 2026-11-21.`)
  return at / DAY_MS
}
