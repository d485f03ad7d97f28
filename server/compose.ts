import type { City } from '../city/city.ts'
import type { ClickHouseAddress } from './clickhouse/address.ts'
import type { ClosingStack } from './closing-stack.ts'
import type { Config } from './config.ts'
import type { Parts, ServeOptions, Serving } from './serve.ts'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { acknowledgeRoutes, alarmRoutes } from './alarms/alarm-routes.ts'
import { openAlarms } from './alarms/alarms.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { createAudit } from './audit/audit.ts'
import { createCalendar } from './calendar.ts'
import { ClickHouseError } from './clickhouse/clickhouse-error.ts'
import { createDatabase } from './clickhouse/database.ts'
import { lockDataDir } from './clickhouse/embedded/data-dir-lock.ts'
import { startEmbeddedEngine } from './clickhouse/embedded/embedded-engine.ts'
import { migrate } from './clickhouse/migrate.ts'
import { createClock } from './clock.ts'
import { createClosingStack } from './closing-stack.ts'
import { createGate } from './gate.ts'
import { openHistory } from './history/open-history.ts'
import { openIntake } from './intake/intake.ts'
import { intakeRoutes } from './intake/routes.ts'
import { loadProfile } from './load-profile.ts'
import { createAdditions } from './metrics/additions.ts'
import { answerRoutes } from './metrics/answers/answer-routes.ts'
import { bulletinRoutes } from './metrics/bulletin/bulletin-routes.ts'
import { caseRoutes } from './metrics/case-routes.ts'
import { claimDefinitions } from './metrics/claim-definitions.ts'
import { createFrameComputer } from './metrics/frame-computer.ts'
import { createKeptAnswers } from './metrics/kept-answers.ts'
import { ledgerRoutes } from './metrics/ledger-routes.ts'
import { metricsRoutes } from './metrics/metrics-routes.ts'
import { proofRoutes } from './metrics/proof/proof-routes.ts'
import { qualityRoutes } from './metrics/quality-routes.ts'
import { patiently } from './patiently.ts'
import { serve } from './serve.ts'
import { createServiceLevels } from './service-levels.ts'
import { createTurns } from './turns.ts'

/** A predecessor that was told to stop is given this long to leave the data directory. */
const LOCK_WAIT_MS = 2000

export interface ComposeOptions extends Omit<ServeOptions, 'webDir'> {
  /** Folder of the package: profiles/, migrations and the built page lie in it. */
  home: string
  /** Make the state store anew from the ledger first. */
  rebuild: boolean
  /** The engine crashed too often: the process should end and be started again. */
  onFatal: (error: Error) => void
}

/**
 * The whole server: engine, schema, intake, metrics, live path, HTTP. What was opened before a
 * failure is closed again.
 */
export async function compose(config: Config, options: ComposeOptions): Promise<Serving> {
  const { home } = options
  const opened = createClosingStack()
  try {
    const city = await loadProfile(config.profile, home)
    const parts = await openParts(config, city, options, opened)
    const serving = await serve(config, parts, { ...options, webDir: path.join(home, 'dist', 'web') })
    opened.add(serving.close)
    return { ...serving, close: opened.close }
  }
  catch (error) {
    await opened.close().catch((second: unknown) => options.log.error({ err: second }, 'closing failed'))
    throw error
  }
}

async function openParts(
  config: Config,
  city: City,
  options: ComposeOptions,
  opened: ClosingStack,
): Promise<Parts> {
  const { log, wallNow, rebuild } = options
  const directory = path.resolve(config.dataDir, 'state')
  mkdirSync(directory, { recursive: true })
  opened.add(await lockDataDir(directory, LOCK_WAIT_MS, 'server'))

  const address = await openClickHouse(config, options, opened)
  const database = createDatabase(address)
  opened.add(database.close)
  const directoryOfMigrations = path.join(options.home, 'server', 'clickhouse', 'migrations')
  const migrating = async (): ReturnType<typeof migrate> =>
    migrate(database, { directory: directoryOfMigrations })
  for (const { file } of await patiently(migrating, options))
    log.info({ file }, 'migration applied')

  await patiently(async () => claimDefinitions(database, city.metrics, wallNow()), options)

  const calendar = createCalendar(city.timezone, city.calendar)
  const clock = createClock(config.clock, wallNow)
  const gate = createGate()
  const turns = createTurns(options.steadyNow)
  const shared = { city, calendar, database, clock, gate, wallNow }
  const kept = createKeptAnswers(createAdditions(database))
  const intake = await patiently(
    async () => openIntake({
      ...shared,
      turns,
      directory,
      rebuild,
      onLoading: kept.loading,
      log,
      sources: config.sources.map(({ name }) => name),
      sourceLateAfterMs: config.sourceLateAfterMs,
    }),
    options,
  )
  opened.add(intake.close)
  const { maxBodyBytes, maxRecomputeEvents } = config.limits
  const history = await patiently(async () => openHistory({
    ...shared,
    openDatabase: name => createDatabase({ ...address, database: name }),
    migrations: directoryOfMigrations,
    createComputer: (of, now) => createFrameComputer({ ...shared, database: of, wallNow: now }),
    keepDays: config.keepFramesDays,
    maxEvents: maxRecomputeEvents,
    steadyNow: options.steadyNow,
    log,
  }), options)
  opened.add(history.close)
  const audit = config.audit.on
    ? createAudit({
        ...shared,
        context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
        states: intake.states,
        onMending: kept.forget,
        share: config.audit.share,
        steadyNow: options.steadyNow,
        log,
      })
    : null
  if (audit !== null)
    opened.add(audit.close)
  const alarms = await patiently(async () => openAlarms({
    ...shared,
    sources: intake.sources,
    audit: () => audit?.head() ?? null,
    status: intake.status,
    everyMs: config.alarmMs,
    steadyNow: options.steadyNow,
    log,
  }), options)
  opened.add(alarms.close)
  return {
    ...shared,
    turns,
    intake,
    audit,
    alarms,
    computer: createFrameComputer({ ...shared, kept }),
    past: history.past,
    openRecorder: history.openRecorder,
    routes: (access, counted) => [
      intakeRoutes({
        access,
        intake: counted,
        calendar,
        wallNow,
        steadyNow: options.steadyNow,
        maxHeartbeatsPerSecond: config.limits.maxHeartbeatsPerSecond,
        maxBodyBytes,
      }),
      acknowledgeRoutes({ alarms, access }),
    ],
    readRoutes: [
      metricsRoutes(shared),
      answerRoutes(shared),
      caseRoutes(shared),
      ledgerRoutes(shared),
      proofRoutes(shared),
      bulletinRoutes(shared),
      qualityRoutes({ ...shared, intake }),
      auditRoutes({ database, audit }),
      alarmRoutes({ alarms, city, operators: config.operators.length > 0 }),
    ],
  }
}

/** The configured ClickHouse, or one of our own beside the state store. */
async function openClickHouse(
  { clickhouse, dataDir }: Config,
  options: ComposeOptions,
  opened: ClosingStack,
): Promise<ClickHouseAddress> {
  const { url, database } = clickhouse
  if (url !== null) {
    const address = { ...clickhouse, url }
    await patiently(async () => makeDatabase(address), options)
    return address
  }
  const engine = await startEmbeddedEngine({
    dataDir: path.resolve(dataDir, 'clickhouse'),
    database,
    log: options.log,
    onFatal: options.onFatal,
  })
  opened.add(engine.close)
  return engine.address
}

/** Nothing to do on the second start, nor where the operator made it and keeps the right. */
async function makeDatabase(address: ClickHouseAddress): Promise<void> {
  const server = createDatabase({ ...address, database: 'default' })
  try {
    await server.command(`CREATE DATABASE IF NOT EXISTS ${address.database}`)
  }
  catch (error) {
    if (!(error instanceof ClickHouseError && error.kind === 'rejected'))
      throw error
  }
  finally {
    await server.close()
  }
}
