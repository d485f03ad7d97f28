import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { IntakeAnswer } from '../../contract/intake.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { Intake, StartedLoad } from '../../server/ports.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createClock } from '../../server/clock.ts'
import { createGate } from '../../server/gate.ts'
import { openIntake } from '../../server/intake/intake.ts'

export interface TestIntakeOptions {
  city: City
  database: Database
  directory: string
  wallNow: () => number
  rebuild?: boolean
  onLoading?: (load: StartedLoad) => () => void
}

export interface TestIntake extends Intake {
  /** One request. Of its rejections only orphans' are expected: `before_reported`. */
  send: (events: readonly CaseEvent[]) => Promise<IntakeAnswer>
  /** Resolves when ClickHouse has everything that was acked. */
  loaded: () => Promise<void>
}

/** The real intake on a state store of `directory`. The caller closes it. */
export async function openTestIntake(options: TestIntakeOptions): Promise<TestIntake> {
  const { city, wallNow, rebuild = false } = options
  const intake = await openIntake({
    ...options,
    calendar: createCalendar(city.timezone, city.calendar),
    clock: createClock('wall', wallNow),
    gate: createGate(),
    rebuild,
    sources: ['test', 'other'],
    sourceLateAfterMs: 300_000,
    log: { info: () => {}, warn: () => {} },
  })
  return {
    ...intake,
    send: async (events) => {
      const body = Buffer.from(events.map(event => JSON.stringify(event)).join('\n'))
      return intake.submit({ source: 'test', body, format: 'ndjson' })
    },
    loaded: async () => {
      while (intake.status().pendingEvents > 0)
        await nextLoad(intake)
    },
  }
}

async function nextLoad(intake: Intake): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = intake.onLoaded(() => {
      stop()
      resolve()
    })
  })
}
