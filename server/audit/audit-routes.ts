import type { FastifyPluginAsync } from 'fastify'
import type { Database } from '../clickhouse/database.ts'
import type { Audit } from './audit.ts'
import { AuditBody } from '../../contract/audit.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { readFindings } from './findings.ts'

const FINDINGS = 100

/** `GET /api/v1/audit`: what was checked, when, and what was wrong. `audit` null: it is off. */
export function auditRoutes(
  { database, audit }: { database: Database, audit: Pick<Audit, 'rounds'> | null },
): FastifyPluginAsync {
  return async (app) => {
    app.get('/api/v1/audit', {
      schema: {
        tags: ['metrics'],
        summary: 'The server\'s check of its own sums: rounds and the latest findings',
        response: { 200: AuditBody, 401: ErrorBody, 503: ErrorBody },
      },
    }, async (): Promise<AuditBody> => {
      const { last, current } = audit?.rounds() ?? { last: null, current: null }
      const findings = await readFindings(database, FINDINGS)
      return { state: audit === null ? 'off' : 'on', last, current, findings }
    })
  }
}
