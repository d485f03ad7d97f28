import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { loadMapping } from '../../../simulator/mapping/load-mapping.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { writeProfile } from '../city/tiny-profile.ts'
import { buildFolder } from './sim-fixtures.ts'

const MAPPING = {
  caseId: { column: 'no' },
  timeFormats: ['yyyy-MM-dd HH:mm'],
  blanks: ['NA'],
  steps: [
    { type: 'reported', column: 'opened' },
    { type: 'urged', column: 'urged1' },
    { type: 'urged', column: 'urged2' },
    { type: 'closed', column: 'ended', when: { column: 'state', in: ['done'] } },
    { type: 'reviewed', column: 'asked', satisfaction: { column: 'stars', values: { 5: 'very_satisfied' } } },
  ],
  region: { columns: ['ward'], values: { N: 't-north' }, unknown: 't' },
  category: { fixed: 'roads' },
  channel: { columns: ['via'], slug: true },
}

async function write(name: string, content: string): Promise<string> {
  const file = path.join(await buildFolder(), name)
  await writeFile(file, content)
  return file
}

describe('a mapping', () => {
  it('turns another table into events: conditions, repeated steps, blanks and answers', async () => {
    const city = await loadCity(await writeProfile())
    const table = 'no,opened,urged1,urged2,ended,state,asked,stars,ward,via\n'
      + '7,2026-01-02 10:00,2026-01-03 10:00,2026-01-04 10:00,2026-01-05 10:00,done,2026-01-06 10:00,5,N,App\n'
      + '8,2026-01-02 09:00,NA,NA,2026-01-05 09:00,refused,NA,NA,Mars,Call\n'
    const file = await write('cases.csv', table)
    const { events } = await loadStream(file, await write('m.json', JSON.stringify(MAPPING)), city)
    expect(events.map(event => event.id)).toEqual([
      '8-reported',
      '7-reported',
      '7-urged',
      '7-urged-2',
      '7-closed',
      '7-reviewed',
    ])
    expect(events[0]?.attributes).toBe(',"region":"t","category":"roads","channel":"call"')
    expect(events.at(-1)?.attributes).toBe(',"satisfaction":"very_satisfied"')
  })

  it('reads rows of NDJSON like rows of CSV', async () => {
    const city = await loadCity(await writeProfile())
    const row = { no: 9, opened: '2026-01-02 10:00', ended: null, ward: 'N', via: 'app' }
    const file = await write('cases.ndjson', `${JSON.stringify(row)}\n\n`)
    const { events } = await loadStream(file, await write('m.json', JSON.stringify(MAPPING)), city)
    expect(events.map(event => event.id)).toEqual(['9-reported'])
  })

  it('names every fault with its line', async () => {
    const city = await loadCity(await writeProfile())
    const faulty = {
      ...MAPPING,
      timezone: 'Mars/Base',
      timeFormats: ['HH:mm'],
      steps: [{ type: 'closed', column: 'ended' }],
      region: { columns: ['ward'], fixed: 't' },
      channel: { columns: ['via'], values: { Fax: 'fax' } },
    }
    const file = await write('m.json', JSON.stringify(faulty, null, 1))
    const error: Error = await loadMapping(file, city).then(() => new Error('taken'), (e: Error) => e)
    expect(error.message.replaceAll(/:\d+:/g, ':').split('\n').slice(1)).toEqual([
      `m.json: time format 'HH:mm' lacks yyyy, M, d, add it or use 'iso'`,
      `m.json: the first step must be 'reported', put it first`,
      `m.json: region must have one of fixed and columns, give exactly one`,
      `m.json: channel 'fax' is not in the profile, correct it`,
      `m.json: timezone 'Mars/Base' is unknown, give an IANA name such as America/New_York`,
    ])
  })

  it('names a column that the table does not have', async () => {
    const city = await loadCity(await writeProfile())
    const mapping = await write('m.json', JSON.stringify(MAPPING))
    await expect(loadStream(await write('cases.csv', 'no,opened\n'), mapping, city))
      .rejects
      .toThrow('has no column urged1, urged2, ended, state, asked, stars, ward, via; it has no, opened')
  })

  it('names the line of a file of case events that holds something else', async () => {
    const city = await loadCity(await writeProfile())
    await expect(loadStream(await write('e.ndjson', '{"id":"1"}\n'), null, city))
      .rejects
      .toThrow(/e\.ndjson:1: is no case event/)
  })
})
