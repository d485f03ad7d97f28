import type { Database } from '../../../server/clickhouse/database.ts'
import { expect, it, onTestFinished } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createReports } from '../../helpers/reports.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { openTestIntake } from '../../helpers/test-intake.ts'

const MIB = 1024 * 1024
const { line } = createReports('unit')
const city = await loadCity('profiles/boston')

interface FakeDatabase extends Database {
  /** When set, inserts fail. */
  away: boolean
}

/** A ClickHouse that has nothing and forgets everything. */
function fakeDatabase(): FakeDatabase {
  const database: FakeDatabase = {
    name: 'fake',
    away: false,
    query: async () => [],
    command: async () => {},
    insert: async () => {
      if (database.away)
        throw new Error('away')
    },
    ping: async () => !database.away,
    close: async () => {},
  }
  return database
}

async function open(database = fakeDatabase()): ReturnType<typeof openTestIntake> {
  const directory = await temporaryDirectory()
  const intake = await openTestIntake({ city, database, directory, wallNow: Date.now })
  onTestFinished(intake.close)
  return intake
}

it('refuses bodies beyond 96 MiB at once, and takes them when the others are through', async () => {
  const intake = await open()
  const submit = async (bytes: number): Promise<number> => {
    const body = Buffer.alloc(bytes, '\n')
    // One line that is far too long, then an event: work for the parser, none for the disk.
    body.fill('x', 0, bytes - 1000)
    body.write(`\n${line()}`, bytes - 900)
    return (await intake.submit({ source: 's', body, format: 'ndjson' })).accepted
  }
  const first = submit(60 * MIB)
  await expect(submit(40 * MIB)).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterMs: expect.any(Number) as number,
  })
  const small = submit(30 * MIB)
  expect([await first, await small]).toEqual([1, 1])
  expect(await submit(90 * MIB)).toBe(1)
})

it('gives the bytes back of a body that it refused', async () => {
  const intake = await open()
  const body = Buffer.alloc(60 * MIB, '\n')
  for (let i = 0; i < 3; i++) {
    await expect(intake.submit({ source: 's', body, format: 'ndjson' }))
      .rejects
      .toMatchObject({ code: 'body_too_large' })
  }
})

it('says how far ClickHouse is behind, and since when', async () => {
  const database = fakeDatabase()
  const intake = await open(database)
  const idle = { pendingEvents: 0, pendingSince: null, outboxBatches: 0, clickhouse: 'up' }
  expect(intake.status()).toMatchObject({ seq: 0, loadedSeq: 0, ...idle })

  database.away = true
  const before = Date.now()
  const body = Buffer.from(`${line()}\n${line()}`)
  await intake.submit({ source: 's', body, format: 'ndjson' })
  await expect.poll(() => intake.status().clickhouse).toBe('down')
  const { pendingSince, ...behind } = intake.status()
  expect(behind).toMatchObject({ seq: 2, loadedSeq: 0, pendingEvents: 2, outboxBatches: 1 })
  expect(pendingSince).toBeGreaterThanOrEqual(before)

  database.away = false
  await intake.loaded()
  // What ClickHouse has leaves the outbox a moment later.
  await expect.poll(() => intake.status().outboxBatches, { timeout: 30_000 }).toBe(0)
  expect(intake.status()).toMatchObject({ seq: 2, loadedSeq: 2, ...idle })
})

it('refuses events after it was closed', async () => {
  const intake = await open()
  await intake.close()
  const submitted = intake.submit({ source: 's', body: Buffer.from(line()), format: 'ndjson' })
  await expect(submitted).rejects.toMatchObject({ code: 'shutting_down' })
})
