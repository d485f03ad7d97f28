import type { MappingFile } from '../../../simulator/mapping/mapping-file.ts'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { toLine } from '../../../simulator/delivery/compact-event.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { writeProfile } from '../city/tiny-profile.ts'
import { buildFolder } from './sim-fixtures.ts'

const MAPPING: MappingFile = {
  caseId: { column: 'no' },
  timeFormats: ['iso'],
  steps: [
    { type: 'reported', column: 'opened' },
    { type: 'closed', column: 'ended', when: { column: 'state', startsWith: ['Closed'] }, dayEnd: true },
  ],
  dueAt: { column: 'due', dayEnd: true },
  region: { columns: ['ward'], values: { North: 't-north' }, blank: 't' },
  category: { fixed: 'roads' },
  channel: { fixed: 'app' },
  title: { columns: ['what'] },
  place: { lon: 'x', lat: 'y', noPlaces: [{ lon: 0, lat: 0 }] },
}
const HEADER = 'no,opened,ended,due,state,ward,what,x,y'
const ROW = '1,2026-01-02T10:00:00,,,Open,North,hole,13.4,52.6'

interface Read { lines: string[], leftOut: number, rejected: object, changed: object }

/** Reads a file in the tiny city, Europe/Berlin. */
async function read(name: string, content: string | Buffer, changes: object = {}): Promise<Read> {
  const folder = await buildFolder()
  const [file, mapping] = [path.join(folder, name), path.join(folder, 'm.json')]
  await writeFile(file, content)
  await writeFile(mapping, JSON.stringify({ ...MAPPING, ...changes }))
  const { events, notes } = await loadStream(file, mapping, await loadCity(await writeProfile()))
  const clock = new ZoneClock('Europe/Berlin')
  return {
    lines: events.map(event => toLine(event, clock)),
    leftOut: notes.leftOut,
    rejected: Object.fromEntries(notes.rejected),
    changed: Object.fromEntries(notes.changed),
  }
}

async function readCsv(rows: readonly string[], changes: object = {}): Promise<Read> {
  return read('cases.csv', [HEADER, ...rows].join('\n'), changes)
}

/** What a case's report says, by column. */
async function report(row: string, changes: object = {}): Promise<Record<string, unknown>> {
  const { lines } = await readCsv([row], changes)
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>
}

const EXPECTED = '{"id":"1-reported","caseId":"1","type":"reported","at":"2026-01-02T10:00:00+01:00",'
  + '"region":"t-north","category":"roads","channel":"app","title":"hole","lon":13.4,"lat":52.6}'
const OBJECT = { no: 1, opened: '2026-01-02T10:00:00', ended: null, due: null, state: 'Open', ward: 'North', what: 'hole', x: 13.4, y: 52.6 }

describe('a table in any of the formats', () => {
  it.each([
    ['CSV', 'a.csv', `${HEADER}\n${ROW}\n`],
    ['CSV with a byte order mark', 'a.csv', `\uFEFF${HEADER}\n${ROW}\n`],
    ['CSV with CRLF and without an end of the last line', 'a.csv', `${HEADER}\r\n${ROW}`],
    ['CSV with spaces round its header', 'a.csv', `${HEADER.replaceAll(',', ' , ')}\n${ROW}\n`],
    ['packed CSV', 'a.csv.gz', gzipSync(`${HEADER}\n${ROW}\n`)],
    ['NDJSON', 'a.ndjson', `${JSON.stringify(OBJECT)}\n\n`],
    ['NDJSON with a byte order mark and CRLF', 'a.jsonl', `\uFEFF${JSON.stringify(OBJECT)}\r\n`],
    ['packed NDJSON', 'a.ndjson.gz', gzipSync(`${JSON.stringify(OBJECT)}\n`)],
    ['a JSON array', 'a.json', JSON.stringify([OBJECT], null, 2)],
    ['a JSON array with a byte order mark', 'a.json', `\uFEFF${JSON.stringify([OBJECT])}`],
    ['a packed JSON object that holds the array', 'a.json.gz', gzipSync(JSON.stringify({ count: 1, requests: [OBJECT] }))],
  ])('%s gives the same event', async (_, name, content) => {
    expect(await read(name, content)).toMatchObject({ lines: [EXPECTED], rejected: {} })
  })

  it('takes a semicolon between the columns when the mapping says so', async () => {
    const csv = `${HEADER}\n${ROW}`.replaceAll(',', ';')
    expect((await read('a.csv', csv, { delimiter: ';' })).lines).toEqual([EXPECTED])
  })

  it('reaches into nested objects by a dotted name', async () => {
    const nested = { ...OBJECT, place: { at: { x: 13.4, y: 52.6 } } }
    const { lines } = await read('a.json', JSON.stringify([nested]), { place: { lon: 'place.at.x', lat: 'place.at.y' } })
    expect(lines).toEqual([EXPECTED])
  })

  it('reads Parquet through the engine: instants, local times, dates, nulls, large numbers', async () => {
    const folder = await buildFolder()
    const file = path.join(folder, 'a.parquet')
    const sql = `INSERT INTO FUNCTION file('${file}', 'Parquet')
      SELECT 9007199254740993::UInt64 AS no, toDateTime64('2026-01-02 09:00:00', 3, 'UTC') AS opened,
        toDate('2026-01-05') AS ended, CAST(NULL AS Nullable(DateTime64(3))) AS due,
        'Closed' AS state, 'North' AS ward, '坑' AS what, 13.4 AS x, 52.6 AS y`
    const script = `import { query } from 'chdb'; query(${JSON.stringify(sql)})`
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    const mapping = path.join(folder, 'm.json')
    await writeFile(mapping, JSON.stringify(MAPPING))
    const city = await loadCity(await writeProfile())
    const { events } = await loadStream(file, mapping, city)
    const clock = new ZoneClock('Europe/Berlin')
    expect(events.map(event => [event.caseId, event.type, clock.format(event.at)])).toEqual([
      ['9007199254740993', 'reported', '2026-01-02T10:00:00+01:00'],
      ['9007199254740993', 'closed', '2026-01-05T23:59:59+01:00'],
    ])
    expect(events[0]).toMatchObject({ dueAt: undefined })
    expect(events[0]?.attributes).toContain('"title":"坑"')
    await writeFile(mapping, JSON.stringify({ ...MAPPING, title: { columns: ['subject'] } }))
    await expect(loadStream(file, mapping, city)).rejects.toThrow('has no column subject; it has no, opened')
  })

  it.each([
    ['a.parquet', 'PAR0', /cannot read .*a\.parquet as Parquet/],
    ['a.json', '{"a":1}', /is no array of objects, nor an object that holds one array/],
    ['a.json', '[{]', /a\.json: /],
    ['a.csv', `${HEADER}\n1,2\n`, /a\.csv: Invalid Record Length: .*on line 2/],
    ['a.csv.gz', 'not packed', /a\.csv\.gz: incorrect header check/],
  ])('says what is wrong with %s holding %s', async (name, content, message) => {
    await expect(read(name, content)).rejects.toThrow(message)
  })
})

describe('the traps of other people\'s tables', () => {
  it.each([
    ['12 at night', ['M/d/yyyy h:mm a'], '1/2/2026 12:05 AM', '2026-01-02T00:05:00+01:00'],
    ['12 at noon', ['M/d/yyyy hh:mm:ss a'], '1/2/2026 12:05:09 pm', '2026-01-02T12:05:09+01:00'],
    ['a half with points', ['M/d/yyyy h:mm a'], '1/2/2026 1:05 p.m.', '2026-01-02T13:05:00+01:00'],
    ['a half in Chinese', ['yyyy年M月d日 ah:mm'], '2026年1月2日 下午3:05', '2026-01-02T15:05:00+01:00'],
    ['an offset of its own', ['iso'], '2026-01-02T10:00:00+08:00', '2026-01-02T03:00:00+01:00'],
    ['an offset without a colon', ['yyyy-MM-dd HH:mm:ss Z'], '2026-01-02 10:00:00 -0500', '2026-01-02T16:00:00+01:00'],
    ['UTC', ['iso'], '2026-01-02T10:00:00.123Z', '2026-01-02T11:00:00.123+01:00'],
    ['a date without a time', ['iso'], '2026-01-02', '2026-01-02T00:00:00+01:00'],
    ['a date in another order', ['dd.MM.yyyy'], '02.01.2026', '2026-01-02T00:00:00+01:00'],
    ['summer time', ['iso'], '2026-07-02T10:00:00', '2026-07-02T10:00:00+02:00'],
  ])('times: %s', async (_, timeFormats, text, at) => {
    expect(await report(`1,${text},,,,,,,`, { timeFormats })).toMatchObject({ at })
  })

  it.each([
    ['13 in a half day', ['M/d/yyyy h:mm a'], '1/2/2026 13:05 PM'],
    ['an hour 0 in a half day', ['M/d/yyyy h:mm a'], '1/2/2026 0:05 AM'],
    ['a day that does not exist', ['iso'], '2026-02-30'],
    ['another format', ['dd.MM.yyyy'], '2026-01-02'],
  ])('no time: %s', async (_, timeFormats, text) => {
    expect(await readCsv([`1,${text},,,,,,,`], { timeFormats }))
      .toMatchObject({ lines: [], rejected: { 'opened is not a time': 1 } })
  })

  it('a closing and a deadline given as dates mean the end of the day, so none lies before the report', async () => {
    const row = '1,2026-01-02T10:00:00,2026-01-02,2026-01-03,Closed,,,,'
    const { lines, changed } = await readCsv([row])
    expect(lines.map(line => JSON.parse(line) as object)).toMatchObject([
      { type: 'reported', dueAt: '2026-01-03T23:59:59+01:00' },
      { type: 'closed', at: '2026-01-02T23:59:59+01:00' },
    ])
    expect(Object.keys(changed).filter(note => note.includes('before'))).toEqual([])
  })

  it('line ends, quotes and separators within a cell belong to the cell', async () => {
    const row = '1,2026-01-02T10:00:00,,,Open,North,"a ""deep"" hole,\r\nnear\nthe school",13.4,52.6'
    expect(await report(row)).toMatchObject({ title: 'a "deep" hole, near the school' })
    expect((await readCsv([row, ROW.replace('1', '2')])).lines).toHaveLength(2)
  })

  it.each(['Closed', 'Closed (duplicate)', 'Closed - no action'])('the status %s is closed, whatever its suffix', async (state) => {
    const { lines } = await readCsv([`1,2026-01-02T10:00:00,2026-01-03T10:00:00,,${state},,,,`])
    expect(lines).toHaveLength(2)
  })

  it.each(['Open', 'closed?', ''])('the status "%s" is not', async (state) => {
    const { lines } = await readCsv([`1,2026-01-02T10:00:00,2026-01-03T10:00:00,,${state},,,,`])
    expect(lines).toHaveLength(1)
  })

  it.each([
    ['none', ',', 'place blank'],
    ['half of one', '13.4,', 'place blank'],
    ['the default one', '0.000,0', 'place is the default point, dropped'],
    ['metres of another grid', '3386000,5821000', 'place is not degrees, dropped'],
    ['a word', 'unknown,unknown', 'place is not degrees, dropped'],
  ])('coordinates: %s give no place', async (_, place, note) => {
    const { lines, changed } = await readCsv([`1,2026-01-02T10:00:00,,,,,,${place}`])
    expect(lines[0]).not.toContain('lon')
    expect(changed).toMatchObject({ [note]: 1 })
  })

  it('rows that the mapping leaves out are no cases and no fault', async () => {
    const leaveOut = [
      { column: 'what', startsWith: ['test'] },
      { column: 'state', in: ['Void', ''] },
    ]
    const rows = [
      ROW,
      '2,2026-01-02T10:00:00,,,Open,North,test 7,,',
      '3,2026-01-02T10:00:00,,,Void,North,hole,,',
      ',soon,,,,Mars,hole,,',
    ]
    expect(await readCsv(rows, { leaveOut }))
      .toMatchObject({ lines: [EXPECTED], leftOut: 3, rejected: {} })
    expect(await readCsv(rows)).toMatchObject({ leftOut: 0, rejected: { 'no is blank': 1 } })
  })

  it('a column that says which rows to leave out must be there', async () => {
    await expect(readCsv([ROW], { leaveOut: [{ column: 'kind', in: ['x'] }] })).rejects.toThrow('has no column kind')
  })

  it('a condition that names no text is told of', async () => {
    await expect(readCsv([ROW], { leaveOut: [{ column: 'state' }] })).rejects.toThrow('says no text')
    const steps = [MAPPING.steps[0], { type: 'closed', column: 'ended', when: { column: 'state' } }]
    await expect(readCsv([ROW], { steps })).rejects.toThrow(`m.json:1: the condition says no text, give it 'in' or 'startsWith'`)
  })
})
