import type { FastifyPluginAsync } from 'fastify'
import type { City } from '../../city/city.ts'
import type { ComparedValue, MetricAnswer, MetricValue } from '../../contract/metrics.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Clock, Gate } from '../ports.ts'
import type { AnsweredMetric, MetricsQuestion } from './ask-metrics.ts'
import type { MetricsQuery } from './metrics-query.ts'
import type { Stretch } from './windows.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { definitionName } from '../../contract/metric-definition.ts'
import { MetricsBody } from '../../contract/metrics.ts'
import { askMetrics } from './ask-metrics.ts'
import { formatStretch } from './format-range.ts'
import { MetricsQuerySchema, readMetricNames, readScopes } from './metrics-query.ts'
import { momentOf } from './moment.ts'
import { askLedgerPoint } from './questions/latest.ts'
import { readComparison, readWindow } from './read-window.ts'

export interface ReadOptions {
  city: City
  calendar: Calendar
  database: Database
  clock: Clock
  gate: Gate
}

/** `GET /api/v1/metrics`: any scopes, any stretch of time, at one point of the ledger. */
export function metricsRoutes(options: ReadOptions): FastifyPluginAsync {
  const { city, calendar, clock, gate } = options
  return async (app) => {
    app.get<{ Querystring: MetricsQuery }>('/api/v1/metrics', {
      schema: {
        tags: ['metrics'],
        summary: 'Metrics of scopes in a window or in [from, to), in any official way of counting',
        querystring: MetricsQuerySchema,
        response: { 200: MetricsBody, 400: ErrorBody, 401: ErrorBody, 404: ErrorBody },
      },
    }, async ({ query }) => {
      const scopes = readScopes(query.scope, city)
      const now = clock.now()
      const stretch = readWindow(query, now, calendar)
      const compared = query.compare === undefined
        ? null
        : readComparison(query, stretch, query.compare, now, calendar)
      const question = toQuestion(options, query, scopes, now)
      // No load may come between the questions: they answer for one point of the ledger.
      const { answers, before, seq } = await gate.run(async () =>
        ask(question, stretch, compared))
      const asOf = calendar.format(now)
      return {
        metrics: scopes.flatMap(scope => answers(scope).map((answer, i): MetricAnswer => {
          const then = before?.(scope)[i]
          return {
            scope,
            ...toAnswer(answer, city),
            ...formatStretch(stretch, calendar),
            ...(then === undefined || compared === null
              ? {}
              : { compared: compare(answer, then, formatStretch(compared, calendar)) }),
            asOf,
            seq,
          }
        })),
      }
    })
  }
}

function toQuestion(
  { database, city, calendar }: ReadOptions,
  { metric, counting, aggregation }: MetricsQuery,
  scopes: readonly string[],
  now: number,
): MetricsQuestion {
  return {
    database,
    city,
    moment: momentOf(now, calendar, city.dueSoonHours),
    scopes,
    metrics: readMetricNames(metric, city),
    variant: {
      ...(counting === undefined ? {} : { counting }),
      ...(aggregation === undefined ? {} : { aggregation }),
    },
  }
}

type ByScope = (scope: string) => AnsweredMetric[]

async function ask(
  question: MetricsQuestion,
  stretch: Stretch,
  compared: Stretch | null,
): Promise<{ answers: ByScope, before: ByScope | null, seq: number }> {
  const [answers, before, seq] = await Promise.all([
    askMetrics(question, stretch),
    compared === null ? null : askMetrics(question, compared),
    askLedgerPoint(question),
  ])
  return { answers, before, seq }
}

function toAnswer(
  { metric, counting, aggregation, units, numerator, denominator, value }: AnsweredMetric,
  city: City,
): Pick<MetricAnswer, 'metric' | 'definition' | 'label' | 'unit' | 'counting' | 'aggregation'>
  & MetricValue & { units?: number } {
  return {
    metric: metric.id,
    definition: definitionName(metric),
    label: city.locale === 'en' ? metric.label.en : metric.label.zh,
    numerator,
    denominator,
    value,
    unit: metric.unit,
    counting,
    aggregation,
    ...(units === undefined ? {} : { units }),
  }
}

function compare(
  now: MetricValue,
  { numerator, denominator, value }: MetricValue,
  interval: Pick<ComparedValue, 'from' | 'to'>,
): ComparedValue {
  const difference = now.value === null || value === null ? null : now.value - value
  return {
    ...interval,
    numerator,
    denominator,
    value,
    difference,
    change: difference === null || value === null || value === 0 ? null : difference / value,
  }
}
