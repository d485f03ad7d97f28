import type { City } from '../../city/city.ts'
import type { BenchEngine } from '../processes/start-engine.ts'
import type { Figure } from '../report/figure.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAudit } from '../../server/audit/audit.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createGate } from '../../server/gate.ts'
import { createServiceLevels } from '../../server/service-levels.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { readCpuSeconds } from '../processes/cpu-seconds.ts'

/** Share of a core that the server gives its audit unless told otherwise. */
const SHARE = 0.04
/** The audit's first slice comes after five seconds. */
const WARM_UP_MS = 10_000
const AT_MOST_PERCENT = 5

/**
 * Processor time of the audit and of ClickHouse for it, less what both use at rest. The history was
 * made by SQL and has no state store: the audit is told that a load is half in, so it judges
 * nothing and mends nothing, and reads and compares what it always does.
 */
export async function measureAuditShare(
  engine: BenchEngine,
  city: City,
  ms: number,
): Promise<Figure[]> {
  const calendar = createCalendar(city.timezone, city.calendar)
  const audit = createAudit({
    database: engine.database,
    gate: createGate(),
    context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
    states: { settled: () => false, isPending: () => false, versionOf: () => null },
    onMending: () => {},
    wallNow: Date.now,
    log: { error: () => {}, warn: () => {} },
    share: SHARE,
    steadyNow,
  })
  const rest = await coresOf(engine, ms)
  audit.start()
  try {
    await sleep(WARM_UP_MS)
    const busy = await coresOf(engine, ms)
    const { slices, failures } = audit.readings()
    return [
      {
        name: 'background audit, share of a core',
        value: (busy - rest) * 100,
        unit: '%',
        target: { atMost: AT_MOST_PERCENT },
        baseline: { name: 'the same processes without it', value: rest * 100 },
      },
      { name: 'slices of the audit that failed', value: failures, unit: '', target: { exactly: 0 } },
      { name: 'slices of the audit in that time', value: slices, unit: '' },
    ]
  }
  finally {
    await audit.close()
  }
}

/** Cores that the engine and this process keep busy over that time. */
async function coresOf({ pid }: BenchEngine, ms: number): Promise<number> {
  const cpuSeconds = async (): Promise<number> =>
    await readCpuSeconds(pid) + await readCpuSeconds(process.pid)
  const [began, before] = [steadyNow(), await cpuSeconds()]
  await sleep(ms)
  return (await cpuSeconds() - before) * 1000 / (steadyNow() - began)
}
