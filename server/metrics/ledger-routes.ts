import type { FastifyPluginAsync } from 'fastify'
import type { ReadOptions } from './metrics-routes.ts'
import Type from 'typebox'
import { ErrorBody } from '../../contract/errors.ts'
import { LedgerBody, MAX_LEDGER_PAGE } from '../../contract/ledger.ts'
import { toLedgerEvent } from './ledger-event.ts'
import { askLedgerPage } from './questions/ledger-page.ts'

const DEFAULT_PAGE = 1000

const Query = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LEDGER_PAGE })),
  /** Titles are free text and may name people: they are left out unless asked for. */
  titles: Type.Optional(Type.Literal(1)),
})

/**
 * `GET /api/v1/ledger`: the truth, page by page, for who counts again or records. Takes no part in
 * the gate: loads and ticks never wait for a reader of the ledger.
 */
export function ledgerRoutes({ calendar, database }: ReadOptions): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: Type.Static<typeof Query> }>('/api/v1/ledger', {
      schema: {
        tags: ['cases'],
        summary: 'The accepted events in the order of the ledger, as they were sent',
        querystring: Query,
        response: { 200: LedgerBody, 400: ErrorBody, 401: ErrorBody },
      },
    }, async ({ query: { after = 0, limit = DEFAULT_PAGE, titles } }): Promise<LedgerBody> => {
      const rows = await askLedgerPage(database, { after, limit })
      const events = rows.map((row) => {
        const { title, ...event } = toLedgerEvent(row, calendar)
        return titles === 1 && title !== undefined ? { ...event, title } : event
      })
      return { events, next: events.at(-1)?.seq ?? after, more: events.length === limit }
    })
  }
}
