import type { City } from '../../city/city.ts'
import type { IntakeAnswer, Rejection } from '../../contract/intake.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { CaseStates, Clock, Gate, Intake, SourceStatus, StartedLoad } from '../ports.ts'
import type { Turns } from '../turns.ts'
import type { Loader } from './loader.ts'
import type { OrphanTotals } from './orphans.ts'
import type { Offer } from './plan-group.ts'
import type { RefusedLines } from './refusal-counts.ts'
import type { RefusalTable } from './refusal-table.ts'
import type { SourceRegister } from './source-register.ts'
import type { StateStore } from './state-store.ts'
import type { Writer } from './writer.ts'
import { MAX_REJECTIONS_LISTED } from '../../contract/intake.ts'
import { AppError } from '../errors.ts'
import { createServiceLevels } from '../service-levels.ts'
import { createCaseStates } from './case-states.ts'
import { scopesOf } from './case-version.ts'
import { checkStateFile } from './check-state-file.ts'
import { claimLedger } from './claim-ledger.ts'
import { derivedFingerprint } from './derived-format.ts'
import { createLoader } from './loader.ts'
import { createOrphanTotals, restoreOrphans } from './orphans.ts'
import { readOffers } from './read-offers.ts'
import { rebuild } from './rebuild.ts'
import { openRefusalTable } from './refusal-table.ts'
import { createSourceRegister } from './source-register.ts'
import { sourceStatus } from './source-state.ts'
import { openStateStore } from './state-store.ts'
import { createWriter } from './writer.ts'

/** Bytes of bodies being worked on at once; more are refused with 429. */
const MAX_BYTES_IN_FLIGHT = 96 * 1024 * 1024

const NO_TURNS: Pick<Turns, 'load' | 'loadWaitMs'> = {
  loadWaitMs: () => 0,
  load: async task => task(),
}

export interface IntakeOptions {
  city: City
  calendar: Calendar
  database: Database
  /** Folder of the state store. */
  directory: string
  clock: Clock
  gate: Gate
  /** @default loads wait for nothing */
  turns?: Turns
  /**
   * Told before an insert, with the gate held: what is counted in its scopes may be another sum
   * from now on, even where the insert fails. The answer is called when it succeeded.
   * @default nobody wants to know
   */
  onLoading?: (load: StartedLoad) => () => void
  /** Make the state store anew from the ledger before anything else. */
  rebuild: boolean
  wallNow: () => number
  /** Names of the configured sources. */
  sources: readonly string[]
  /** Silence from which on a source is late. */
  sourceLateAfterMs: number
  log: {
    info: (details: object, message: string) => void
    warn: (details: object, message: string) => void
  }
}

export interface OpenIntake extends Intake {
  /** What the audit compares ClickHouse with. */
  states: CaseStates
}

/**
 * Opens the state store, checks that ledger and profile belong to it, and takes events from then
 * on. The loader starts at once with what an earlier run left in the outbox.
 * @throws StartupError
 */
export async function openIntake(options: IntakeOptions): Promise<OpenIntake> {
  const { city, calendar, database, clock, gate, wallNow, log } = options
  checkStateFile(options.directory)
  const store = openStateStore(options.directory)
  try {
    const context = { city, calendar, serviceLevels: createServiceLevels(city, calendar) }
    if (options.rebuild) {
      await rebuild({
        store,
        database,
        context,
        now: wallNow(),
        onProgress: (done, total) => log.info({ done, total }, 'rebuilding from the ledger'),
      })
    }
    const meta = await claimLedger(store, database, derivedFingerprint(city), wallNow())
    if (meta.newestAt !== null)
      clock.observe(meta.newestAt)
    const loader = createLoader({
      store,
      storeId: meta.storeId,
      database,
      gate,
      turns: options.turns ?? NO_TURNS,
      onLoading: ({ regions, ...load }) => options.onLoading?.({
        ...load,
        scopes: regions === null
          ? null
          : new Set([...regions].flatMap(region => scopesOf(region, city))),
      }) ?? (() => {}),
      clock,
      log,
      now: wallNow,
    })
    await restoreOrphans(store, database)
    const orphans = createOrphanTotals(store)
    const register = createSourceRegister({ store, wallNow, log })
    const refusals = await openRefusalTable({
      store,
      database,
      today: () => calendar.dayOf(wallNow()),
      log,
    })
    const writer = createWriter({
      store,
      meta,
      context,
      onCommitted: (plan) => {
        register.took(plan.taken)
        orphans.changed(plan.orphans, plan.orphansBefore)
        refusals.changed(plan.refusals)
        if (plan.entry !== null)
          loader.wake()
      },
    })
    const states = createCaseStates(store, loader, context)
    const parts = { store, writer, loader, register, orphans, refusals }
    return { ...assemble(options, parts), states }
  }
  catch (error) {
    await store.close()
    throw error
  }
}

interface IntakeParts {
  store: StateStore
  writer: Writer
  loader: Loader
  register: SourceRegister
  orphans: OrphanTotals
  refusals: RefusalTable
}

function assemble(options: IntakeOptions, parts: IntakeParts): Intake {
  const { city, wallNow } = options
  const { store, writer, loader, register, orphans, refusals } = parts
  let bytesInFlight = 0
  const statusOf = (name: string): SourceStatus =>
    sourceStatus(name, register.get(name), wallNow(), options.sourceLateAfterMs)
  return {
    hear: register.hear,
    heartbeat: async (source, watermark) => {
      if (writer.isClosed())
        throw new AppError('shutting_down')
      try {
        await register.promise(source, watermark)
      }
      catch (error) {
        throw new AppError('store_unavailable', undefined, { cause: error, retryAfterMs: 5000 })
      }
      return statusOf(source)
    },
    sources: () => options.sources.map(statusOf),
    orphans: orphans.get,
    submit: async ({ source, body, format }) => {
      if (bytesInFlight + body.length > MAX_BYTES_IN_FLIGHT)
        throw new AppError('rate_limited', 'too many bytes in flight', { retryAfterMs: 1000 })
      // Reading a body costs more than all that follows: under overload it would be the overload.
      writer.checkRoom()
      bytesInFlight += body.length
      try {
        const receivedAt = wallNow()
        const context = { city, wallNow: receivedAt }
        const { offers, rejections } = await readOffers(body, format, source, context)
        const seq = await writer.write(offers, toRefused(rejections, source, receivedAt))
        return toAnswer(offers, rejections, seq)
      }
      finally {
        bytesInFlight -= body.length
      }
    },
    status: () => {
      const { seq } = writer.meta()
      const { loadedSeq, up, lastLoadMs } = loader.status()
      // What was just loaded leaves the outbox a moment later.
      const [oldest] = store.outbox.getRange({ start: loadedSeq + 1, limit: 1 })
      return {
        seq,
        loadedSeq,
        pendingEvents: seq - loadedSeq,
        pendingSince: seq === loadedSeq ? null : oldest?.value.at ?? null,
        outboxBatches: countEntries(store.outbox),
        clickhouse: up ? 'up' : 'down',
        lastLoadMs,
      }
    },
    onLoaded: loader.onLoaded,
    close: async () => {
      await writer.close()
      await loader.close()
      await refusals.close()
      await register.close()
      await store.close()
    },
  }
}

function toRefused(
  rejections: readonly Rejection[],
  source: string,
  receivedAt: number,
): RefusedLines[] {
  return rejections.map(({ code }) => ({ source, receivedAt, code, lines: 1 }))
}

/** LMDB keeps the count; walking the keys of a long outbox on every tick would not be free. */
function countEntries(database: StateStore['outbox']): number {
  return (database.getStats() as { entryCount: number }).entryCount
}

function toAnswer(offers: readonly Offer[], rejections: Rejection[], seq: number): IntakeAnswer {
  let accepted = 0
  let duplicates = 0
  const rejected = [...rejections]
  for (const { outcome } of offers) {
    if (outcome === 'accepted')
      accepted++
    else if (outcome === 'duplicate')
      duplicates++
    else if (outcome !== null)
      rejected.push(outcome)
  }
  rejected.sort((a, b) => a.line - b.line)
  return {
    accepted,
    duplicates,
    rejected: rejected.slice(0, MAX_REJECTIONS_LISTED),
    rejectedCount: rejected.length,
    seq,
  }
}
