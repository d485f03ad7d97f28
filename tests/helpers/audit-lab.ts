import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { Auditor } from '../../server/audit/auditor.ts'
import type { PieceSizes } from '../../server/audit/plan-round.ts'
import type { EndedRound } from '../../server/audit/round.ts'
import type { AuditTools } from '../../server/audit/tools.ts'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { Gate, Intake } from '../../server/ports.ts'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createAuditor } from '../../server/audit/auditor.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createGate } from '../../server/gate.ts'
import { openIntake } from '../../server/intake/intake.ts'
import { createServiceLevels } from '../../server/service-levels.ts'
import { freshDatabase } from './fresh-database.ts'

/** Pieces so small that a few thousand cases make many of them. */
export const SMALL_PIECES: PieceSizes = { partEvents: 1200, rangeCases: 250, totalRows: 4000 }

export interface AuditLab {
  database: Database
  gate: Gate
  intake: Intake
  tools: AuditTools
  /** What was told to the log as an error. */
  alarms: object[]
  send: (events: readonly CaseEvent[]) => Promise<void>
  /** Until ClickHouse has all that was sent. */
  loaded: () => Promise<void>
  /** An auditor that begins where the last one's state says. */
  auditor: () => Auditor
  /** One full round of a new auditor. */
  round: () => Promise<EndedRound>
  close: () => Promise<void>
}

/** Intake and audit of a city behind one gate, on a database of their own. */
export async function openAuditLab(
  address: ClickHouseAddress,
  name: string,
  city: City,
  now: number,
): Promise<AuditLab> {
  const database = await freshDatabase(address, name)
  const directory = await mkdtemp(path.join(tmpdir(), 'gridwall-audit-'))
  const calendar = createCalendar(city.timezone, city.calendar)
  const clock = { mode: 'wall' as const, now: () => now, observe: () => {} }
  const gate = createGate()
  let calls = 0
  // Never twice the same: what is newest must be told from what is not.
  const wallNow = (): number => now + calls++
  const intake = await openIntake({
    city,
    calendar,
    database,
    directory,
    clock,
    gate,
    sources: ['test'],
    sourceLateAfterMs: 300_000,
    rebuild: false,
    wallNow,
    log: { info: () => {}, warn: () => {} },
  })
  const alarms: object[] = []
  const tools: AuditTools = {
    database,
    gate,
    context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
    states: intake.states,
    onMending: () => {},
    wallNow,
    newToken: randomUUID,
    log: { error: details => alarms.push(details), warn: () => {} },
  }
  const auditor = (): Auditor => createAuditor(tools, SMALL_PIECES)
  return {
    database,
    gate,
    intake,
    tools,
    alarms,
    send: async (events) => {
      const body = Buffer.from(events.map(event => JSON.stringify(event)).join('\n'))
      const answer = await intake.submit({ source: 'test', body, format: 'ndjson' })
      const wrong = answer.rejected.find(({ code }) => code !== 'before_reported')
      if (wrong !== undefined)
        throw new Error(`${wrong.id}: ${wrong.message}`)
    },
    loaded: async () => {
      while (intake.status().pendingEvents > 0)
        await nextLoad(intake)
    },
    auditor,
    round: async () => fullRound(auditor()),
    close: async () => {
      await intake.close()
      await database.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export async function fullRound(auditor: Auditor): Promise<EndedRound> {
  while (!(await auditor.next()).endedRound) {
    // The next slice.
  }
  return auditor.state().last!
}

async function nextLoad(intake: Intake): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = intake.onLoaded(() => {
      stop()
      resolve()
    })
  })
}
