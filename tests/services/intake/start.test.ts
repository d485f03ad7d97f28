import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import type { TestIntake, TestIntakeOptions } from '../../helpers/test-intake.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { cp } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { ClickHouseError } from '../../../server/clickhouse/clickhouse-error.ts'
import { caseStream } from '../../helpers/case-stream.ts'
import { freshDatabase } from '../../helpers/fresh-database.ts'
import { readRollups, recountLedger } from '../../helpers/recount.ts'
import { seeded } from '../../helpers/seeded.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { openTestIntake } from '../../helpers/test-intake.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

/** Boston, in months without a change of clocks. */
const ZONE_OFFSET_MS = -4 * 3_600_000
const START = Date.UTC(2026, 6, 1)
const NOW = Date.UTC(2026, 7, 1)

let engine: TestEngine
let city: City
let databases = 0

beforeAll(async () => {
  engine = await startTestEngine()
  city = await loadCity('profiles/boston')
})

afterAll(async () => engine?.close())

/** Events with texts and places, which a rebuild must read back to the last digit. */
function takeEvents(count: number, seed = 7): CaseEvent[] {
  const random = seeded(seed)
  const stream = caseStream(random, {
    categories: [...city.categories.keys()],
    channels: [...city.channels.keys()],
  }, START)
  return Array.from({ length: count }, () => {
    const event = stream.next().value
    const place = { lon: -71 - random() / 10, lat: 42 + random() / 10 }
    return { ...event, title: `"第 ${event.id}"\n`, ...(random() < 0.5 ? place : {}) }
  })
}

interface Place { database: Database, directory: string }

async function freshPlace(): Promise<Place> {
  const database = await freshDatabase(engine.engine.address, `start_${++databases}`)
  onTestFinished(async () => database.close())
  return { database, directory: await temporaryDirectory() }
}

async function open(
  place: Place,
  more: Partial<TestIntakeOptions> = {},
): Promise<TestIntake> {
  return openTestIntake({ city, wallNow: () => NOW, ...place, ...more })
}

/** Takes the events, waits until they are loaded and closes. */
async function fill(place: Place, events: readonly CaseEvent[]): Promise<void> {
  const intake = await open(place)
  await intake.send(events)
  await intake.loaded()
  await intake.close()
}

async function expectExact({ database }: Place): Promise<void> {
  const counted = await readRollups(database)
  expect(counted.size).toBeGreaterThan(50)
  expect(counted).toEqual(await recountLedger(database, city, ZONE_OFFSET_MS))
}

async function refusalOf(place: Place, more: Partial<TestIntakeOptions> = {}): Promise<string> {
  const outcome = await open(place, more).catch((error: unknown) => error as Error)
  if (!(outcome instanceof Error)) {
    await outcome.close()
    throw new Error('it started')
  }
  expect(outcome.name).toBe('StartupError')
  return outcome.message
}

describe('a start', () => {
  it('beside an empty ledger founds a store, and goes on with it the next time', async () => {
    const place = await freshPlace()
    const events = takeEvents(40)
    await fill(place, events.slice(0, 20))
    const intake = await open(place)
    expect(intake.status()).toMatchObject({ pendingEvents: 0, clickhouse: 'up' })
    const before = intake.status().seq
    const again = await intake.send(events)
    expect(again.duplicates).toBe(before)
    expect(again.seq).toBe(before + again.accepted)
    await intake.close()
  })

  it('of an empty store beside a filled ledger is refused with what to do', async () => {
    const place = await freshPlace()
    await fill(place, takeEvents(20))
    const message = await refusalOf({ ...place, directory: await temporaryDirectory() })
    expect(message).toMatch(/^The state store is empty, but the ledger in database start_\d+ holds \d+ events/)
    expect(message).toContain('--rebuild')
  })

  it('beside an emptied ledger is refused', async () => {
    const place = await freshPlace()
    await fill(place, takeEvents(20))
    await place.database.command('TRUNCATE TABLE case_events')
    expect(await refusalOf(place)).toMatch(/holds 0 events up to number 0, but the state store delivered \d+ to it/)
  })

  it('beside an older copy of its ledger is refused', async () => {
    const [place, older] = [await freshPlace(), await freshPlace()]
    await fill(place, takeEvents(30))
    for (const table of ['case_events', 'ledger_owner']) {
      const half = table === 'case_events' ? 'WHERE seq <= 10' : ''
      await older.database.command(`INSERT INTO ${table} SELECT * FROM ${place.database.name}.${table} ${half}`)
    }
    expect(await refusalOf({ ...place, database: older.database }))
      .toMatch(/holds 10 events up to number 10, .* this is another or an older database/)
  })

  it('of an older copy of the store is refused: its numbers are taken', async () => {
    const place = await freshPlace()
    const older = await temporaryDirectory()
    await fill(place, takeEvents(20))
    await cp(place.directory, older, { recursive: true })
    await fill(place, takeEvents(40))
    const message = await refusalOf({ ...place, directory: older })
    expect(message).toMatch(/an older copy of the store/)
    expect(message).toContain('--rebuild')
  })

  it('beside the ledger of another store is refused', async () => {
    const [one, two] = [await freshPlace(), await freshPlace()]
    await fill(one, takeEvents(20))
    await fill(two, takeEvents(20))
    expect(await refusalOf({ ...one, database: two.database }))
      .toMatch(/is written by another state store/)
  })

  it('under a profile that counts otherwise is refused, until it is rebuilt', async () => {
    const place = await freshPlace()
    await fill(place, takeEvents(60))
    const changed = { ...city, fingerprint: 'another' }
    expect(await refusalOf(place, { city: changed })).toMatch(/^What the stored numbers depend on .*--rebuild/)
    await (await open(place, { city: changed, rebuild: true })).close()
    await (await open(place, { city: changed })).close()
    await expectExact(place)
  })
})

describe('a rebuild', () => {
  it('makes a lost store anew: same numbers, old events known, new ones taken', async () => {
    const place = await freshPlace()
    const events = takeEvents(3000)
    const [old, fresh] = [events.slice(0, 2500), events.slice(2500)]
    await fill(place, old)
    const before = await readRollups(place.database)

    const directory = await temporaryDirectory()
    const intake = await open({ ...place, directory }, { rebuild: true })
    expect(await readRollups(place.database)).toEqual(before)
    const { seq } = intake.status()
    expect(await intake.send(old)).toMatchObject({ accepted: 0, duplicates: seq, seq })
    const answer = await intake.send(fresh)
    expect(answer.accepted).toBeGreaterThan(400)
    expect(answer.seq).toBe(seq + answer.accepted)
    await intake.loaded()
    await intake.close()
    await expectExact(place)
  })

  it('delivers first what was acknowledged and could not be loaded', async () => {
    const place = await freshPlace()
    const away: Database = {
      ...place.database,
      insert: async () => Promise.reject(new ClickHouseError('unreachable', null, 'away')),
    }
    await fill(place, takeEvents(20))
    const intake = await open({ ...place, database: away })
    const { accepted } = await intake.send(takeEvents(400))
    const { seq, pendingEvents } = intake.status()
    expect(pendingEvents).toBe(accepted)
    await intake.close()

    const rebuilt = await open(place, { rebuild: true })
    expect(rebuilt.status()).toMatchObject({ seq, loadedSeq: seq, pendingEvents: 0 })
    await rebuilt.close()
    await expectExact(place)
  })

  it('is refused where acknowledged events would go into the ledger of another store', async () => {
    const [one, two] = [await freshPlace(), await freshPlace()]
    await fill(two, takeEvents(20))
    const intake = await open({
      ...one,
      database: { ...one.database, insert: async () => Promise.reject(new Error('away')) },
    })
    const { accepted } = await intake.send(takeEvents(50))
    await intake.close()
    expect(await refusalOf({ ...one, database: two.database }, { rebuild: true }))
      .toContain(`still holds ${accepted} accepted events that no ledger has`)
  })

  it('that was interrupted is refused at the next start and can be repeated', async () => {
    const place = await freshPlace()
    await fill(place, takeEvents(300))
    const before = await readRollups(place.database)
    const failing: Database = {
      ...place.database,
      insert: async () => Promise.reject(new ClickHouseError('unreachable', null, 'the plug was pulled')),
    }
    await expect(open({ ...place, database: failing }, { rebuild: true })).rejects.toThrow('plug')
    expect(await refusalOf(place)).toMatch(/^A rebuild of the state store was interrupted.*--rebuild/)
    await (await open(place, { rebuild: true })).close()
    await (await open(place)).close()
    expect(await readRollups(place.database)).toEqual(before)
  })

  it('belongs to its ledger also where the clock was set back before it', async () => {
    const place = await freshPlace()
    await fill(place, takeEvents(20))
    const wallNow = (): number => NOW - 3_600_000
    await (await open(place, { rebuild: true, wallNow })).close()
    await (await open(place)).close()
  })
})
