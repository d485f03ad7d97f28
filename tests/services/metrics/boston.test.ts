import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { toLine } from '../../../simulator/delivery/compact-event.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const FILE = 'profiles/boston/data/boston-311-2011-07-to-10.csv.gz'
/** Every so many rows of the file: all four months, and each of its traps. */
const EVERY = 40
/** The last second of a day in Boston. Closings of the file run to 2019. */
const NOW = '2011-11-20 23:59:59'

type Row = Record<string, string>

let address: ClickHouseAddress
let lab: MetricsLab
let rows: Row[]

beforeAll(async () => {
  address = await sharedEngine()
  const city = await loadCity('profiles/boston')
  const lines = gunzipSync(await readFile(FILE)).toString('utf8').split('\n')
  const slice = lines.filter((line, i) => line !== '' && (i === 0 || i % EVERY === 1)).join('\n')
  rows = parse<Row>(slice, { columns: true, bom: true })
  const clock = new ZoneClock(city.timezone)
  lab = await openMetricsLab(address, 'boston', city, Date.parse('2011-11-21T04:59:59Z'))
  await lab.load(await eventsOf(slice, city, clock))
})

afterAll(async () => {
  await lab?.close()
})

/** The slice as the replay sends it, up to now. */
async function eventsOf(slice: string, city: City, clock: ZoneClock): Promise<CaseEvent[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'gridwall-boston-'))
  const file = path.join(directory, 'slice.csv')
  await writeFile(file, slice)
  const { events } = await loadStream(file, 'profiles/boston/mapping.json', city)
  await rm(directory, { recursive: true })
  return events.map(event => JSON.parse(toLine(event, clock)) as CaseEvent)
    .filter(event => Date.parse(event.at) <= lab.now)
}

// Times of the file are local and written so that their texts compare as they do.
function isClosed(row: Row): boolean {
  return row.closed_dt! !== '' && row.closed_dt! >= row.open_dt! && row.closed_dt! <= NOW
}
function hasTarget(row: Row): boolean {
  return row.target_dt! !== '' && row.target_dt! >= row.open_dt!
}
function hasPlace(row: Row): boolean {
  return row.latitude! !== '' && !(row.latitude === '42.3594' && row.longitude === '-71.0587')
}

it('the slice has the traps of the file in it', () => {
  expect(rows.length).toBeGreaterThan(1000)
  const late = rows.filter(row => row.closed_dt! > NOW)
  const flagged = rows.filter(row => row.ontime === 'ONTIME' && row.target_dt === '')
  const nowhere = rows.filter(row => row.latitude === '42.3594')
  for (const some of [late, flagged, nowhere, rows.filter(row => row.neighborhood!.trim() === '')])
    expect(some.length).toBeGreaterThan(5)
})

it('counts the rows, the closed ones, and in the rate only those with a target', async () => {
  const closed = rows.filter(isClosed).length
  // Every target up to tonight is in the window "to date"; what is due later is in none.
  const due = rows.filter(row => hasTarget(row) && row.target_dt! <= NOW)
  const met = due.filter(row => isClosed(row) && row.closed_dt! <= row.target_dt!).length
  const waiting = due.filter(row => !isClosed(row) && row.target_dt! === NOW).length
  const set = await lab.metrics({ window: 'todate' })
  expect(set).toMatchObject({
    reported: { value: rows.length },
    closed: { value: closed },
    open: { value: rows.length - closed },
    overdue: { value: due.filter(row => !isClosed(row)).length - waiting },
    closure: { numerator: closed, denominator: rows.length },
    on_time: { numerator: met, denominator: due.length - waiting },
    satisfaction: { value: null },
  })
  expect(due.length).toBeLessThan(rows.length)
})

it('counts a neighbourhood that nobody wrote down as not located', async () => {
  const blank = rows.filter(row => ['', 'Boston'].includes(row.neighborhood!.trim()))
  const { reported } = await lab.metrics({ window: 'todate', scope: 'unknown' })
  expect(reported.value).toBe(blank.length)
})

it('puts no case on the map that lies on the default point', async () => {
  const open = rows.filter(row => !isClosed(row))
  const { map } = (await lab.frames(['boston'])).get('boston')!.panels
  const placed = open.filter(hasPlace).length
  expect(placed).toBeLessThan(open.length)
  expect(Object.values(map.points).flat().reduce((sum, [, , n]) => sum + n, 0)).toBe(placed)
  expect(map.unplaced).toBe(open.length - placed)
})
