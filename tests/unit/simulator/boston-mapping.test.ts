import type { City } from '../../../city/city.ts'
import type { RowMapper } from '../../../simulator/mapping/compile-mapping.ts'
import type { EventStream } from '../../../simulator/sources/load-stream.ts'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { toLine } from '../../../simulator/delivery/compact-event.ts'
import { compileMapping } from '../../../simulator/mapping/compile-mapping.ts'
import { loadMapping } from '../../../simulator/mapping/load-mapping.ts'
import { Notes } from '../../../simulator/mapping/notes.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { PROFILES } from './sim-fixtures.ts'

const MAPPING = path.join(PROFILES, 'boston/mapping.json')
const FILE = path.join(PROFILES, 'boston/data/boston-311-2011-07-to-10.csv.gz')
const ROW = {
  case_enquiry_id: '1',
  open_dt: '2011-07-01 01:32:33',
  target_dt: '2011-07-15 01:32:32',
  closed_dt: '2011-07-01 05:06:58',
  ontime: 'ONTIME',
  subject: 'Mayor\'s 24 Hour Hotline',
  reason: 'Employee & General Comments',
  type: 'New Sign  Crosswalk or Pavement Marking',
  department: 'BTDT',
  neighborhood: 'Mattapan',
  latitude: '42.2715',
  longitude: '-71.0772',
  source: 'Constituent Call',
}

let city: City
let map: RowMapper
beforeAll(async () => {
  city = await loadCity(path.join(PROFILES, 'boston'))
  map = compileMapping(await loadMapping(MAPPING, city), city)
})

function eventsOf(changes: Partial<typeof ROW>, notes = new Notes()): Record<string, unknown>[] {
  const row: Record<string, string> = { ...ROW, ...changes }
  const clock = new ZoneClock(city.timezone)
  return map(column => (row[column] ?? '').trim(), notes)
    .map(event => JSON.parse(toLine(event, clock)) as Record<string, unknown>)
}

describe('the mapping of Boston', () => {
  it('turns a row into a reported and a closed event', () => {
    expect(eventsOf({})).toEqual([
      {
        id: 'BOS-1-reported',
        caseId: 'BOS-1',
        type: 'reported',
        at: '2011-07-01T01:32:33-04:00',
        region: 'greater-mattapan',
        category: 'mayors-24-hour-hotline.employee-general-comments',
        channel: 'constituent-call',
        department: 'BTDT',
        title: 'New Sign Crosswalk or Pavement Marking',
        lon: -71.0772,
        lat: 42.2715,
        dueAt: '2011-07-15T01:32:32-04:00',
      },
      { id: 'BOS-1-closed', caseId: 'BOS-1', type: 'closed', at: '2011-07-01T05:06:58-04:00' },
    ])
  })

  it('takes the default point for no place', () => {
    const [event] = eventsOf({ latitude: '42.3594', longitude: '-71.0587' })
    expect(event).not.toHaveProperty('lon')
    expect(event).not.toHaveProperty('lat')
  })

  it('gives a case without a target no due time, whatever ontime says', () => {
    expect(eventsOf({ target_dt: '' })[0]).not.toHaveProperty('dueAt')
  })

  it('drops a target before the opening and says so', () => {
    const notes = new Notes()
    expect(eventsOf({ target_dt: '2011-07-01 00:00:00' }, notes)[0]).not.toHaveProperty('dueAt')
    expect([...notes.changed]).toEqual([['due time before reported, dropped', 1]])
  })

  it('takes a target of 2059 for none', () => {
    expect(eventsOf({ target_dt: '2059-12-31 19:00:00' })[0]).not.toHaveProperty('dueAt')
  })

  it.each(['', ' ', 'Boston', 'Atlantis'])('counts the neighbourhood "%s" as unknown', (name) => {
    expect(eventsOf({ neighborhood: name })[0]).toMatchObject({ region: 'unknown' })
  })

  it('knows daylight saving time', () => {
    const at = (closed: string): unknown => eventsOf({ closed_dt: closed })[1]?.at
    expect(at('2011-11-05 12:00:00')).toBe('2011-11-05T12:00:00-04:00')
    expect(at('2011-11-06 12:00:00')).toBe('2011-11-06T12:00:00-05:00')
    expect(at('2012-03-11 02:30:00')).toBe('2012-03-11T03:00:00-04:00')
  })

  it('leaves an open case open, and a closing before the opening out', () => {
    expect(eventsOf({ closed_dt: '' })).toHaveLength(1)
    expect(eventsOf({ closed_dt: '2011-06-30 00:00:00' })).toHaveLength(1)
  })

  it('skips a row without a readable opening or with an unknown category, and says why', () => {
    const notes = new Notes()
    eventsOf({ open_dt: 'soon' }, notes)
    eventsOf({ open_dt: '' }, notes)
    eventsOf({ case_enquiry_id: '' }, notes)
    eventsOf({ reason: 'Dragons' }, notes)
    expect([...notes.rejected.keys()]).toEqual([
      'open_dt is not a time',
      'open_dt is blank',
      'case_enquiry_id is blank',
      'category is unknown: Mayor\'s 24 Hour Hotline > Dragons',
    ])
  })
})

describe('the four months of Boston', () => {
  let stream: EventStream
  beforeAll(async () => {
    stream = await loadStream(FILE, MAPPING, city)
  })

  it('give as many events as the file has openings and closings', () => {
    const count = (type: string): number => stream.events.filter(e => e.type === type).length
    expect([count('reported'), count('closed'), stream.events.length])
      .toEqual([41_827, 39_368, 81_195])
    expect(stream.notes.rejected.size).toBe(0)
    expect(Object.fromEntries(stream.notes.changed)).toEqual({
      'due time blank': 6073,
      'due time before reported, dropped': 3,
      'due time more than 7300 days away, dropped': 18,
      'place is the default point, dropped': 3395,
      'region unknown, took \'unknown\'': 683,
      'region blank, took \'unknown\'': 1992,
    })
  })

  it('come in the order of their times, an opening before a closing of the same second', () => {
    const seen = new Set<string>()
    const wrong = stream.events.filter((event, i) => {
      const before = stream.events[i - 1]
      const late = before !== undefined && before.at > event.at
      const orphan = event.type === 'closed' && !seen.has(event.caseId)
      seen.add(event.caseId)
      return late || orphan
    })
    expect(wrong).toEqual([])
  })
})
