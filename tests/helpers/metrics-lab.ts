import type { FastifyInstance } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { MetricsBody, MetricSet, MetricValue } from '../../contract/metrics.ts'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { FrameContent } from '../../server/ports.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Fastify from 'fastify'
import { createCalendar } from '../../server/calendar.ts'
import { createGate } from '../../server/gate.ts'
import { answerError } from '../../server/http/error-handler.ts'
import { createAdditions } from '../../server/metrics/additions.ts'
import { answerRoutes } from '../../server/metrics/answers/answer-routes.ts'
import { bulletinRoutes } from '../../server/metrics/bulletin/bulletin-routes.ts'
import { caseRoutes } from '../../server/metrics/case-routes.ts'
import { createFrameComputer } from '../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../server/metrics/kept-answers.ts'
import { ledgerRoutes } from '../../server/metrics/ledger-routes.ts'
import { metricsRoutes } from '../../server/metrics/metrics-routes.ts'
import { proofRoutes } from '../../server/metrics/proof/proof-routes.ts'
import { freshDatabase } from './fresh-database.ts'
import { openTestIntake } from './test-intake.ts'

/** Events of one request. */
const BATCH = 4000
/** So few that a test can go beyond it. */
export const LAB_FILE_CASES = 2500

export interface MetricsLab {
  city: City
  database: Database
  /** The clock of everything: milliseconds since 1970. Set it to ask at another moment. */
  now: number
  /** Takes the events through the intake and waits until ClickHouse has them. */
  load: (events: readonly CaseEvent[]) => Promise<{ accepted: number, duplicates: number }>
  frames: (scopes: readonly string[]) => Promise<ReadonlyMap<string, FrameContent>>
  /** A read of the API, by its path. */
  get: (path: string) => Promise<{ status: number, body: unknown }>
  /** The same, as it was written. */
  text: (path: string) => Promise<{ status: number, body: string, headers: OutgoingHttpHeaders }>
  /** All metrics of `GET /api/v1/metrics`. */
  metrics: (query: Record<string, string>) => Promise<MetricSet>
  /** Makes the state store and all roll-ups anew from the ledger. */
  rebuild: () => Promise<void>
  close: () => Promise<void>
}

/** Intake, ledger and metrics of one city on a database of their own, at a time of our choice. */
export async function openMetricsLab(
  address: ClickHouseAddress,
  name: string,
  city: City,
  now: number,
): Promise<MetricsLab> {
  const database = await freshDatabase(address, name)
  const directory = await mkdtemp(path.join(tmpdir(), 'gridwall-lab-'))
  const lab = { city, database, now } as MetricsLab
  const clock = { mode: 'wall' as const, now: () => lab.now, observe: () => {} }
  const shared = {
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database,
    clock,
    gate: createGate(),
    wallNow: clock.now,
  }
  const kept = createKeptAnswers(createAdditions(database))
  const onLoading = kept.loading
  let intake = await openTestIntake({ ...shared, directory, onLoading })
  const computer = createFrameComputer({ ...shared, kept })
  const app = await buildReads(shared)
  return Object.assign(lab, {
    load: async (events: readonly CaseEvent[]) => {
      const taken = { accepted: 0, duplicates: 0 }
      for (let i = 0; i < events.length; i += BATCH) {
        const { accepted, duplicates, rejected } = await intake.send(events.slice(i, i + BATCH))
        const wrong = rejected.find(({ code }) => code !== 'before_reported')
        if (wrong !== undefined)
          throw new Error(`${wrong.id}: ${wrong.message}`)
        taken.accepted += accepted
        taken.duplicates += duplicates
      }
      await intake.loaded()
      return taken
    },
    frames: async (scopes: readonly string[]) => computer.compute(scopes, lab.now),
    get: async (url: string) => {
      const answer = await app.inject(url)
      return { status: answer.statusCode, body: answer.json<unknown>() }
    },
    text: async (url: string) => {
      const { statusCode, body, headers } = await app.inject(url)
      return { status: statusCode, body, headers }
    },
    metrics: async (query: Record<string, string>) => {
      const answer = await app.inject({ url: '/api/v1/metrics', query })
      if (answer.statusCode !== 200)
        throw new Error(answer.body)
      return Object.fromEntries(answer.json<MetricsBody>().metrics.map(
        ({ metric, numerator, denominator, value }): [string, MetricValue] =>
          [metric, { numerator, denominator, value }],
      )) as MetricSet
    },
    rebuild: async () => {
      await intake.close()
      kept.forget()
      intake = await openTestIntake({ ...shared, directory, onLoading, rebuild: true })
    },
    close: async () => {
      await app.close()
      await intake.close()
      await database.close()
      await rm(directory, { recursive: true, force: true })
    },
  })
}

async function buildReads(
  options: Parameters<typeof answerRoutes>[0],
): Promise<FastifyInstance> {
  const app = Fastify({ routerOptions: { maxParamLength: 512 } })
  app.setErrorHandler(answerError)
  await app.register(metricsRoutes(options))
  await app.register(answerRoutes(options))
  await app.register(caseRoutes(options))
  await app.register(proofRoutes({ ...options, maxFileCases: LAB_FILE_CASES }))
  await app.register(bulletinRoutes(options))
  await app.register(ledgerRoutes(options))
  return app
}
