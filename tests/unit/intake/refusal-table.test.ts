import type { Database } from '../../../server/clickhouse/database.ts'
import type { RefusedLines } from '../../../server/intake/refusal-counts.ts'
import type { StateStore } from '../../../server/intake/state-store.ts'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createRefusalCounts, putRefusals } from '../../../server/intake/refusal-counts.ts'
import { openRefusalTable } from '../../../server/intake/refusal-table.ts'
import { openStateStore } from '../../../server/intake/state-store.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const DAY_MS = 86_400_000
const TODAY = Math.floor(Date.UTC(2026, 10, 21) / DAY_MS)
const log = { warn: vi.fn() }
let store: StateStore

beforeEach(async () => {
  store = openStateStore(await temporaryDirectory())
})
afterEach(async () => store.close())

type Row<Day> = [day: Day, source: string, kind: string, code: string, n: number]

/** What ClickHouse keeps of the table: the largest count of every key. */
function fakeTable(known: Row<number>[] = []) {
  const rows = new Map<string, number>()
  const inserted: string[] = []
  const state = { away: false }
  const database = {
    query: async () => known.map(([day, source, kind, code, counted]) =>
      ({ dayMs: day * DAY_MS, source, kind, code, counted })),
    insert: async (_table: string, _columns: readonly string[], body: Buffer) => {
      if (state.away)
        throw new Error('away')
      for (const line of body.toString().trim().split('\n')) {
        const [day, source, kind, code, n] = JSON.parse(line) as Row<string>
        const key = [day, source, kind, code].join(' ')
        inserted.push(line)
        rows.set(key, Math.max(n, rows.get(key) ?? 0))
      }
    },
  } as unknown as Database
  return { database, rows, inserted, state }
}

async function open(database: Database) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const table = await openRefusalTable({ store, database, today: () => TODAY, log })
  return {
    table,
    count: async (...lines: Pick<RefusedLines, 'source' | 'code' | 'lines'>[]) => {
      const counts = createRefusalCounts({ dayOf: () => TODAY })
      lines.forEach(one => counts.add({ ...one, receivedAt: 0 }))
      await store.note(() => putRefusals(store, counts))
      table.changed(counts)
    },
    later: async () => vi.advanceTimersByTimeAsync(5000),
  }
}

it('writes absolute counts, of what changed, some seconds later', async () => {
  const { database, rows, inserted } = fakeTable()
  const { count, later } = await open(database)
  await count({ source: 'a', code: 'duplicate', lines: 2 }, { source: 'a', code: 'id_conflict', lines: 1 })
  await later()
  await count({ source: 'a', code: 'duplicate', lines: 3 })
  await count({ source: 'b', code: 'bad_time', lines: 1 })
  await later()
  expect(Object.fromEntries(rows)).toEqual({
    '2026-11-21 a duplicate ': 5,
    '2026-11-21 a conflict id_conflict': 1,
    '2026-11-21 b rejected bad_time': 1,
  })
  expect(inserted).toHaveLength(4)
})

it('goes on when ClickHouse comes back, and counts nothing twice', async () => {
  const { database, rows, state } = fakeTable()
  const { count, later } = await open(database)
  state.away = true
  await count({ source: 'a', code: 'bad_time', lines: 2 })
  await later()
  await later()
  expect(rows.size).toBe(0)
  expect(log.warn).toHaveBeenCalledTimes(1)
  state.away = false
  await later()
  expect([...rows.values()]).toEqual([2])
})

it('gives a restored table what it lost, and a lost store what the table knows', async () => {
  store.refusals.putSync([TODAY, 'a', 'rejected', 'bad_time'], 7)
  store.refusals.putSync([TODAY - 41, 'a', 'rejected', 'bad_time'], 9)
  const { database, inserted } = fakeTable([
    [TODAY, 'a', 'rejected', 'bad_time', 5],
    [TODAY - 1, 'a', 'duplicate', '', 40],
  ])
  const { count, later } = await open(database)
  await count({ source: 'a', code: 'bad_time', lines: 1 })
  await later()
  expect(inserted).toEqual(['["2026-11-21","a","rejected","bad_time",8]'])
  expect(Array.from(store.refusals.getRange({}), ({ key, value }) => [...key, value])).toEqual([
    [TODAY - 1, 'a', 'duplicate', '', 40],
    [TODAY, 'a', 'rejected', 'bad_time', 8],
  ])
})
