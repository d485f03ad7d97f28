import type { FastifyPluginAsync } from 'fastify'
import type { BulletinBody } from '../../../contract/bulletin.ts'
import type { ReadOptions } from '../metrics-routes.ts'
import type { Stretch } from '../windows.ts'
import { Readable } from 'node:stream'
import Type from 'typebox'
import { BulletinBody as Body } from '../../../contract/bulletin.ts'
import { ErrorBody } from '../../../contract/errors.ts'
import { COUNTINGS } from '../../../contract/measures.ts'
import { NamedWindow } from '../../../contract/windows.ts'
import { csvHeaders } from '../../csv.ts'
import { formatStretch } from '../format-range.ts'
import { readScope } from '../metrics-query.ts'
import { momentOf } from '../moment.ts'
import { FORMATS } from '../proof/proof-query.ts'
import { readWindow } from '../read-window.ts'
import { askBulletin } from './ask-bulletin.ts'
import { bulletinCsv } from './bulletin-csv.ts'
import { bulletinMetrics, toColumn } from './bulletin-figures.ts'

const QuerySchema = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  window: Type.Optional(NamedWindow),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  /** Absent: `net`. */
  counting: Type.Optional(Type.Enum(COUNTINGS)),
  format: Type.Optional(Type.Enum(FORMATS)),
})
type BulletinQuery = Type.Static<typeof QuerySchema>

/** `GET /api/v1/bulletin`: the official unit-by-unit table of a scope. */
export function bulletinRoutes(options: ReadOptions): FastifyPluginAsync {
  const { city, calendar, clock, database, gate } = options
  const metrics = bulletinMetrics(city.metrics)
  return async (app) => {
    app.get<{ Querystring: BulletinQuery }>('/api/v1/bulletin', {
      schema: {
        tags: ['metrics'],
        summary: 'The unit-by-unit table of a scope, both ways of counting; JSON or CSV',
        querystring: QuerySchema,
        response: { 200: Body, 400: ErrorBody, 401: ErrorBody, 404: ErrorBody },
      },
    }, async ({ query }, reply) => {
      const scope = readScope(query.scope, city)
      const now = clock.now()
      const stretch = readWindow(query, now, calendar)
      const before = dayBefore(stretch)
      const counting = query.counting ?? 'net'
      // No load may come between the questions: they answer for one point of the ledger.
      const { seq, rows, pooled, mean } = await gate.run(async () => askBulletin({
        database,
        city,
        moment: momentOf(now, calendar, city.dueSoonHours),
        scope,
        stretch,
        before,
        counting,
        metrics,
      }))
      const unit = city.children(scope)[0]?.level
      const body: BulletinBody = {
        scope,
        scopeName: city.regions.get(scope)?.name ?? scope,
        unitName: city.levels.find(({ code }) => code === unit)?.name ?? null,
        window: query.window ?? (query.from === undefined ? 'today' : null),
        ...formatStretch(stretch, calendar),
        before: before === null ? null : formatStretch(before, calendar),
        zone: calendar.zone,
        asOf: calendar.format(now),
        seq,
        counting,
        rates: metrics.rates.map(toColumn),
        rankedBy: toColumn(metrics.rankedBy),
        rows,
        total: { pooled, mean },
      }
      if (query.format !== 'csv')
        return body
      return reply
        .headers(csvHeaders(`bulletin-${scope}-${body.to.slice(0, 10)}-seq${seq}`))
        .send(Readable.from(bulletinCsv(body, city)))
    })
  }
}

/** The same window a day earlier, whole days; null for a stretch that is none. */
function dayBefore(stretch: Stretch): Stretch | null {
  if (stretch.kind !== 'days')
    return null
  const { from, to } = stretch.range
  // Since the beginning stays so.
  return { kind: 'days', range: { from: from === 0 ? 0 : from - 1, to: to - 1 } }
}
