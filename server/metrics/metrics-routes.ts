import type { FastifyPluginAsync } from 'fastify'
import type { City } from '../../city/city.ts'
import type { MetricAnswer, MetricName } from '../../contract/metrics.ts'
import type { Interval } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Clock, Gate } from '../ports.ts'
import type { ScopeFacts } from './metric-value.ts'
import type { Question } from './question.ts'
import type { Stretch } from './read-window.ts'
import Type from 'typebox'
import { ErrorBody } from '../../contract/errors.ts'
import { MetricName as MetricNameSchema, METRICS, MetricsBody } from '../../contract/metrics.ts'
import { WindowName } from '../../contract/windows.ts'
import { AppError } from '../errors.ts'
import { formatRange } from './format-range.ts'
import { metricSet } from './metric-value.ts'
import { momentOf } from './moment.ts'
import { askInstants } from './questions/instants.ts'
import { askLedgerPoint } from './questions/latest.ts'
import { readWindow } from './read-window.ts'
import { askScopeFacts } from './tick-facts.ts'

export interface ReadOptions {
  city: City
  calendar: Calendar
  database: Database
  clock: Clock
  gate: Gate
}

const Query = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  window: Type.Optional(WindowName),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  metric: Type.Optional(MetricNameSchema),
})

const UNITS: Record<MetricName, MetricAnswer['unit']> = {
  reported: 'cases',
  closed: 'cases',
  open: 'cases',
  overdue: 'cases',
  closure: 'ratio',
  on_time: 'ratio',
  satisfaction: 'ratio',
  hours_p50: 'hours',
  hours_p90: 'hours',
}

/** `GET /api/v1/metrics`: any scope, any stretch of time, at one point of the ledger. */
export function metricsRoutes(options: ReadOptions): FastifyPluginAsync {
  const { city, calendar, clock, gate } = options
  return async (app) => {
    app.get<{ Querystring: Type.Static<typeof Query> }>('/api/v1/metrics', {
      schema: {
        tags: ['metrics'],
        summary: 'Metrics of a scope in a window or in [from, to)',
        querystring: Query,
        response: { 200: MetricsBody, 400: ErrorBody, 401: ErrorBody, 404: ErrorBody },
      },
    }, async ({ query }) => {
      const scope = query.scope ?? city.root
      if (!city.isScope(scope))
        throw new AppError('unknown_scope', `Profile ${city.id} has no scope ${JSON.stringify(scope)}.`)
      const now = clock.now()
      const stretch = readWindow(query, now, calendar)
      // No load may come between the questions: they answer for one point of the ledger.
      const { facts, seq } = await gate.run(async () => ask(options, scope, stretch, now))
      const set = metricSet(facts, 0)
      const shared = { ...formatStretch(stretch, calendar), asOf: calendar.format(now), seq }
      const names = query.metric === undefined ? METRICS : [query.metric]
      return {
        metrics: names.map(metric => ({
          metric,
          label: city.metrics.find(entry => entry.metric === metric)?.label ?? metric,
          ...set[metric],
          unit: UNITS[metric],
          ...shared,
        })),
      }
    })
  }
}

async function ask(
  { database, city, calendar }: ReadOptions,
  scope: string,
  stretch: Stretch,
  now: number,
): Promise<{ facts: ScopeFacts, seq: number }> {
  const windows = stretch.kind === 'days' ? [stretch.range] : []
  const moment = momentOf(now, calendar, city.dueSoonHours, windows)
  const question: Question = { database, city, moment, scopes: [scope], scopesAndParts: [scope] }
  const [facts, seq] = await Promise.all([
    stretch.kind === 'days'
      ? askScopeFacts(question).then(of => of(scope))
      : askInstants(database, scope, stretch.fromMs, stretch.toMs, now),
    askLedgerPoint(question),
  ])
  return { facts, seq }
}

function formatStretch(stretch: Stretch, calendar: Calendar): Interval {
  return stretch.kind === 'days'
    ? formatRange(stretch.range, calendar)
    : { from: calendar.format(stretch.fromMs), to: calendar.format(stretch.toMs) }
}
