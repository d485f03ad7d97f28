import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import type { Question } from '../../../server/metrics/question.ts'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCalendar } from '../../../server/calendar.ts'
import { createKeptAnswers } from '../../../server/metrics/kept-answers.ts'
import { sumsOf } from '../../../server/metrics/measure-columns.ts'
import { momentOf } from '../../../server/metrics/moment.ts'
import { proofSql } from '../../../server/metrics/proof/part-sql.ts'
import { freshDatabase } from '../../helpers/fresh-database.ts'
import { plainMetrics } from '../../helpers/plain-metrics.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const DIRECTORY = path.join(import.meta.dirname, '../../../server/metrics/questions')
const NOW = Date.parse('2026-03-12T14:32:05Z')
const AFTER = { atMs: NOW, caseId: 'c' }
const MOMENT = momentOf(NOW, createCalendar('UTC'), 2)
const WINDOWS = [{ from: 20_000, to: 20_001 }, { from: 19_000, to: 21_000 }]
const TO_DATE = [{ from: 0, to: 21_000 }]
const BOUNDS = { scope: 'c', counting: 'net', fromMs: NOW - 1, toMs: NOW, now: NOW } as const
const PROOFS = plainMetrics().map(metric => proofSql(metric, null)).filter(sql => sql !== null)
const PAGE = { scope: 'c', now: NOW, limit: 5 }

/** What a question is asked with, where it is not asked with a Question alone. */
const ARGUMENTS: Record<string, (database: Database) => unknown[][]> = {
  askCasePage: database => [
    [database, { ...PAGE, state: 'open', after: null }],
    [database, { ...PAGE, state: 'overdue', after: AFTER }],
    [database, { ...PAGE, state: 'closed', after: null }],
    [database, { ...PAGE, state: 'closed', after: AFTER }],
  ],
  askCase: database => [[database, 'c']],
  askCaseEvents: database => [[database, 'c']],
  askAccepted: database => [[database, NOW - 1, NOW]],
  askRefused: database => [[database, 20_000, 20_001]],
  askLedgerPage: database => [[database, { after: 0, limit: 5 }]],
  askPartSums: database => PROOFS.map(sql => [database, sql, BOUNDS]),
  askPartCases: database => PROOFS.map(sql =>
    [database, sql, sql.numerator ?? sql.denominator, BOUNDS, { after: null, limit: 5 }]),
  askWholeCases: database => [
    [database, [{ key: NOW, caseId: 'c', reportedMs: NOW, amounts: [1] }]],
  ],
  askInstants: database => [[{
    database,
    scopes: ['c'],
    fromMs: NOW - 1,
    toMs: NOW,
    now: NOW,
    sums: sumsOf(plainMetrics()),
    counting: 'net',
  }]],
  askFacts: database => [WINDOWS, TO_DATE].map(windows =>
    [{ database, scopes: ['c', 'n'], wanted: [{ windows, sums: sumsOf(plainMetrics()) }] }]),
  askDurations: database => [WINDOWS, TO_DATE].map(windows =>
    [{ database, scopes: ['c'], windows }]),
  askOpenLoad: database => ([undefined, 'open', 'overdue'] as const).map(need =>
    [{ database, moment: MOMENT, scopes: ['c'], windows: WINDOWS, need }]),
  askOpenRows: database => [[{ database, moment: MOMENT, scopes: ['c'], windows: WINDOWS }]],
  askOpenChanges: database => [[database]],
  askPassedDeadlines: database => [
    [database, MOMENT, { now: MOMENT.now + 1000, soon: MOMENT.soon + 1000 }],
  ],
}

let address: ClickHouseAddress
let database: Database

beforeAll(async () => {
  address = await sharedEngine()
  database = await freshDatabase(address, 'questions')
})

afterAll(async () => {
  await database?.close()
})

it.each(readdirSync(DIRECTORY))('ClickHouse can plan every statement of %s', async (file) => {
  const explained: string[] = []
  // Asks for the plan first: a statement that does not fit the schema fails without any data.
  const explaining: Database = {
    ...database,
    query: async (sql, params, options) => {
      const plan = await database.query<{ explain: string }>(`EXPLAIN ${sql}`, params, options)
      explained.push(plan.map(row => row.explain).join('\n'))
      return database.query(sql, params, options)
    },
  }
  const city = smallCity()
  const question: Question = {
    database: explaining,
    city,
    moment: MOMENT,
    ahead: null,
    scopes: ['c', 'n'],
    kept: createKeptAnswers(null),
    parts: ['n', 's', 'c/'],
    since: 0,
  }
  const module = await import(path.join(DIRECTORY, file)) as Record<string, unknown>
  const asks = Object.entries(module).filter(([name]) => name.startsWith('ask'))
  expect(asks).not.toEqual([])
  for (const [name, ask] of asks) {
    const before = explained.length
    for (const given of ARGUMENTS[name]?.(explaining) ?? [[question, NOW]])
      await (ask as (...given: unknown[]) => Promise<unknown>)(...given)
    expect(explained.length, name).toBeGreaterThan(before)
  }
  expect(explained.map(plan => plan.trim())).not.toContain('')
})
