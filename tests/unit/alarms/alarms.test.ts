import type { AlarmBoard } from '../../../contract/alarms.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import type { SourceStatus } from '../../../server/ports.ts'
import { expect, it, onTestFinished } from 'vitest'
import { openAlarms } from '../../../server/alarms/alarms.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { ClickHouseError } from '../../../server/clickhouse/clickhouse-error.ts'
import { smallCity } from '../../helpers/small-city.ts'

const label = { zh: '规则', en: 'Rule' }

/** Alarms about sources and cases of a small city, in front of a ClickHouse that may be away. */
async function openTestAlarms(pendingSince: number | null = null) {
  const table = { away: false, rows: [] as unknown[][], questions: [] as string[] }
  const away = () => new ClickHouseError('unreachable', null, 'away')
  const database: Database = {
    name: 'fake',
    async query(sql) {
      if (table.away)
        throw away()
      table.questions.push(sql)
      return []
    },
    async insert(_table, _columns, body) {
      if (table.away)
        throw away()
      const lines = Buffer.from(body).toString('utf8').trim().split('\n')
      table.rows.push(...lines.map(line => JSON.parse(line) as unknown[]))
    },
    command: async () => undefined,
    ping: async () => true,
    close: async () => undefined,
  }
  const small = smallCity()
  const city = {
    ...small,
    alarms: {
      quietHours: [],
      rules: [
        { id: 'source', kind: 'source_late' as const, label, severity: 'alarm' as const },
        { id: 'late', kind: 'overdue' as const, label, severity: 'alarm' as const, level: 'county', raiseAt: 1, clearAt: 0 },
      ],
    },
  }
  const sources: SourceStatus[] = [
    { name: 'hotline', state: 'late', heardAt: 0, since: 0, watermark: null },
  ]
  const failures: unknown[] = []
  const alarms = await openAlarms({
    city,
    calendar: createCalendar('UTC'),
    database,
    sources: () => sources,
    audit: () => null,
    status: () => ({
      seq: 0,
      loadedSeq: 0,
      pendingEvents: 0,
      pendingSince,
      outboxBatches: 0,
      clickhouse: 'up',
      lastLoadMs: null,
    }),
    clock: { mode: 'wall', now: () => 600_000, observe: () => undefined },
    everyMs: 5,
    wallNow: () => 600_000,
    steadyNow: () => performance.now(),
    log: { warn: (...words: unknown[]) => void failures.push(words), info: () => undefined },
  })
  onTestFinished(alarms.close)
  return { alarms, table, sources, failures }
}

const who = { by: 'Wang', operator: 'duty', note: '' }

it('raises a late source while ClickHouse is away, and writes it down when it is back', async () => {
  const { alarms, table, failures } = await openTestAlarms()
  const told: AlarmBoard[] = []
  alarms.subscribe(() => told.push(alarms.board('n')))
  table.away = true
  alarms.start()
  await expect.poll(() => alarms.board('n').unacknowledged).toBe(1)
  expect(told.at(-1)!.active).toMatchObject([{ kind: 'source_late', subject: 'hotline', value: 10 }])
  expect(table.rows).toEqual([])
  await expect.poll(() => alarms.readings().failures).toBeGreaterThan(2)
  // Once is enough.
  expect(failures).toHaveLength(1)
  table.away = false
  await expect.poll(() => table.rows.length).toBe(1)
  expect(table.rows[0]).toEqual(expect.arrayContaining(['source', 'hotline', 'raised']))
})

it('does not say that somebody has it before that is on disk', async () => {
  const { alarms, table } = await openTestAlarms()
  alarms.start()
  await expect.poll(() => table.rows.length).toBe(1)
  const { id } = alarms.board('c').active[0]!
  table.away = true
  await expect(alarms.acknowledge(id, who)).rejects.toThrow(ClickHouseError)
  expect(alarms.board('c')).toMatchObject({ unacknowledged: 1, active: [{ state: 'raised' }] })
  table.away = false
  expect(await alarms.acknowledge(id, who)).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'Wang' } })
  expect(table.rows).toHaveLength(2)
  expect(alarms.board('c').unacknowledged).toBe(0)
})

it('clears what is good again, acknowledged or not', async () => {
  const { alarms, table, sources } = await openTestAlarms()
  alarms.start()
  await expect.poll(() => alarms.board('c').total).toBe(1)
  await alarms.acknowledge(alarms.board('c').active[0]!.id, who)
  sources[0] = { ...sources[0]!, state: 'live' }
  await expect.poll(() => alarms.board('c').total).toBe(0)
  await expect.poll(() => table.rows.length).toBe(3)
  expect(table.rows[2]).toEqual(expect.arrayContaining(['cleared', 'Wang', 'duty']))
})

it.each([
  [null, true],
  [599_000, true],
  [500_000, false],
])('asks about cases unless ClickHouse is far behind: events wait since %s', async (since, asks) => {
  const { alarms, table } = await openTestAlarms(since)
  table.questions.length = 0
  alarms.start()
  await expect.poll(() => alarms.readings().rounds).toBeGreaterThan(1)
  expect(table.questions.some(sql => sql.includes('open_cases'))).toBe(asks)
})
