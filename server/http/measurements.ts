import type { IntakeAnswer } from '../../contract/intake.ts'
import type { AlarmReadings } from '../alarms/alarms.ts'
import type { AuditReadings } from '../audit/audit.ts'
import type { IntakeStatus, SourceStatus } from '../ports.ts'
import type { Publisher } from '../relay/publisher.ts'
import type { CutReason } from './limit-connections.ts'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { addAlarmGauges } from './alarm-gauges.ts'
import { addCutCounter } from './cut-counter.ts'
import { readOwnMemory } from './own-memory.ts'
import { addSourceGauges } from './source-gauges.ts'

/** From a tick of an empty ledger to one that a full machine takes. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What is read when somebody asks. */
export interface Readings {
  status: () => IntakeStatus
  screens: () => number
  feeds: () => number
  /** Age of the root's frame, seconds; null before the first. */
  frameAgeSeconds: () => number | null
  sources: () => SourceStatus[]
  /** The server's clock, which tells when a source was heard; ms since 1970. */
  wallNow: () => number
  /** The clock of the cases, which watermarks are measured by; ms since 1970. */
  caseNow: () => number
}

/** The server's numbers for Prometheus. */
export interface Measurements {
  registry: Registry
  submitted: (source: string, answer: IntakeAnswer) => void
  refused: (source: string, code: string) => void
  loaded: (tookMs: number) => void
  ticked: (workedMs: number, failure: unknown) => void
  keptFrames: (result: 'kept' | 'lost', frames: number) => void
  /** A connection that was cut. */
  cut: (reason: CutReason) => void
  /** Adds the gauges; once, when everything they read exists. */
  observe: (readings: Readings) => void
  /** Adds the audit's; once, where there is one. */
  observeAudit: (readings: () => AuditReadings) => void
  /** Adds the alarms'; once, where there are some. */
  observeAlarms: (readings: () => AlarmReadings) => void
  /** Adds what concerns relays; once, where frames are published for them. */
  observeRelays: (publisher: Pick<Publisher, 'relays' | 'isConnected'>) => void
}

export function createMeasurements(): Measurements {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'gridwall_events_total',
    help: 'Events by source and result: accepted, duplicate, rejected',
    labelNames: ['source', 'result'],
    registers,
  })
  const requests = new Counter({
    name: 'gridwall_intake_requests_total',
    help: 'Batches by source and answer: acked, or the code of the refusal',
    labelNames: ['source', 'answer'],
    registers,
  })
  const loads = new Histogram({
    name: 'gridwall_load_seconds',
    help: 'Loads of a batch into ClickHouse',
    buckets: SECONDS,
    registers,
  })
  const ticks = new Histogram({
    name: 'gridwall_tick_seconds',
    help: 'Ticks: one computation of the frames of all wanted scopes',
    labelNames: ['result'],
    buckets: SECONDS,
    registers,
  })

  const keptFrames = new Counter({
    name: 'gridwall_kept_frames_total',
    help: 'Frames for playback by result: kept, or lost after some attempts',
    labelNames: ['result'],
    registers,
  })

  return {
    registry,
    submitted(source, answer) {
      requests.inc({ source, answer: 'acked' })
      events.inc({ source, result: 'accepted' }, answer.accepted)
      events.inc({ source, result: 'duplicate' }, answer.duplicates)
      events.inc({ source, result: 'rejected' }, answer.rejectedCount)
    },
    refused: (source, code) => requests.inc({ source, answer: code }),
    loaded: tookMs => loads.observe(tookMs / 1000),
    ticked: (workedMs, failure) =>
      ticks.observe({ result: failure === null ? 'ok' : 'failed' }, workedMs / 1000),
    keptFrames: (result, frames) => keptFrames.inc({ result }, frames),
    cut: addCutCounter(registry),
    observe: (readings) => {
      addGauges(registry, readings)
      addSourceGauges(registry, readings)
    },
    observeAudit: readings => addAudit(registry, readings),
    observeAlarms: readings => addAlarmGauges(registry, readings),
    observeRelays: publisher => addRelays(registry, publisher),
  }
}

function addGauges(registry: Registry, readings: Readings): void {
  const { status, screens, feeds, frameAgeSeconds } = readings
  const gauge = addGauge.bind(null, registry)
  gauge('ledger_seq', 'Events accepted and on disk', () => status().seq)
  gauge('loaded_seq', 'Events in ClickHouse', () => status().loadedSeq)
  gauge('pending_events', 'Events on disk and not in ClickHouse', () => status().pendingEvents)
  gauge('outbox_batches', 'Batches that wait for ClickHouse', () => status().outboxBatches)
  gauge('clickhouse_up', '1 while ClickHouse answers', () => status().clickhouse === 'up' ? 1 : 0)
  gauge('screens', 'Walls connected through socket.io', screens)
  gauge('feeds', 'Raw WebSockets connected, both directions', feeds)
  gauge('frame_age_seconds', 'Age of the root frame; NaN before the first', () =>
    frameAgeSeconds() ?? Number.NaN)
  gauge('own_memory_bytes', 'Memory of this process alone, without the pages of mapped files; '
  + 'NaN where the system does not tell', () => readOwnMemory())
}

/** The gauge registers itself and is read when somebody asks. */
function addGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const made: Gauge = new Gauge({
    name: `gridwall_${name}`,
    help,
    registers: [registry],
    collect: () => made.set(readOrNaN(read)),
  })
}

function addAudit(registry: Registry, read: () => AuditReadings): void {
  const registers = [registry]
  const counter = (name: string, help: string, value: (now: AuditReadings) => number): void => {
    // Counted by the audit itself, which knows nothing of Prometheus.
    const made: Counter = new Counter({
      name: `gridwall_audit_${name}_total`,
      help,
      registers,
      collect: () => {
        made.reset()
        made.inc(value(read()))
      },
    })
  }
  const gauge = (name: string, help: string, value: (now: AuditReadings) => number): void => {
    const made: Gauge = new Gauge({
      name: `gridwall_audit_${name}`,
      help,
      registers,
      collect: () => made.set(value(read())),
    })
  }
  counter('slices', 'Pieces of the audit that were done', now => now.slices)
  counter('failures', 'Pieces of the audit that failed', now => now.failures)
  counter('work_seconds', 'Time of one core that the audit took', now => now.workedMs / 1000)
  counter('found', 'Wrong rows found since the start', now => now.differencesFound)
  gauge('differences', 'Wrong rows found in the last full round and since', now => now.differences)
  gauge('unrepaired', 'Of these, how many need a rebuild', now => now.unrepaired)
  gauge('checked_timestamp_seconds', 'End of the last full round; NaN before the first', now =>
    now.checkedAt === null ? Number.NaN : now.checkedAt / 1000)
}

function addRelays(
  registry: Registry,
  { relays, isConnected }: Pick<Publisher, 'relays' | 'isConnected'>,
): void {
  addGauge(registry, 'relays', 'Relays that said lately what they show', relays)
  addGauge(registry, 'redis_up', '1 while Redis answers', () => Number(isConnected()))
}

/** A figure that cannot be read must not take the others with it. */
function readOrNaN(read: () => number): number {
  try {
    return read()
  }
  catch {
    return Number.NaN
  }
}
