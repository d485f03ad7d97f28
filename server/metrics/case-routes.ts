import type { FastifyPluginAsync } from 'fastify'
import type { CaseRow } from './case-row.ts'
import type { ReadOptions } from './metrics-routes.ts'
import type { PageStart } from './questions/case-page.ts'
import Type from 'typebox'
import { CaseBody, CaseListState, CasesBody } from '../../contract/cases.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'
import { toCaseSummary } from './case-row.ts'
import { toLedgerEvent } from './ledger-event.ts'
import { askCasePage, NO_DUE_MS } from './questions/case-page.ts'
import { askCase, askCaseEvents } from './questions/one-case.ts'

const MAX_PAGE = 500
const DEFAULT_PAGE = 50

const Query = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  state: Type.Optional(CaseListState),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
})
const Params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 128 }) })

/** `GET /api/v1/cases` and `/api/v1/cases/:id`: the cases behind the numbers. */
export function caseRoutes({ city, calendar, database, clock }: ReadOptions): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: Type.Static<typeof Query> }>('/api/v1/cases', {
      schema: {
        tags: ['cases'],
        summary: 'Pages of cases of a scope: open, overdue or closed',
        querystring: Query,
        response: { 200: CasesBody, 400: ErrorBody, 401: ErrorBody, 404: ErrorBody },
      },
    }, async ({ query }) => {
      const { scope = city.root, state = 'open', limit = DEFAULT_PAGE } = query
      if (!city.isScope(scope))
        throw new AppError('unknown_scope', `Profile ${city.id} has no scope ${JSON.stringify(scope)}.`)
      const after = query.cursor === undefined ? null : readCursor(query.cursor)
      const rows = await askCasePage(database, { scope, state, now: clock.now(), limit, after })
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        cases: rows.map(row => toCaseSummary(row, calendar)),
        next: last === undefined ? null : writeCursor(last, state),
      }
    })

    app.get<{ Params: Type.Static<typeof Params> }>('/api/v1/cases/:id', {
      schema: {
        tags: ['cases'],
        summary: 'One case with its events',
        params: Params,
        response: { 200: CaseBody, 401: ErrorBody, 404: ErrorBody },
      },
    }, async ({ params }) => {
      const found = await askCase(database, params.id)
      if (found === null)
        throw new AppError('unknown_case', `There is no reported case ${JSON.stringify(params.id)}.`)
      const events = await askCaseEvents(database, params.id)
      return {
        case: toCaseSummary(found, calendar),
        events: events.map(event => toLedgerEvent(event, calendar)),
      }
    })
  }
}

function writeCursor(row: CaseRow, state: CaseListState): string {
  const atMs = state === 'closed' ? row.reportedMs : row.dueMs ?? NO_DUE_MS
  return Buffer.from(JSON.stringify([atMs, row.caseId])).toString('base64url')
}

function readCursor(cursor: string): PageStart {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && Number.isSafeInteger(value[0]) && typeof value[1] === 'string')
      return { atMs: value[0] as number, caseId: value[1] }
  }
  catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw new AppError('invalid_request', 'cursor must be the `next` of the page before.')
}
