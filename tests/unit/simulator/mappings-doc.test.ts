import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { toLine } from '../../../simulator/delivery/compact-event.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { TINY, writeProfile } from '../city/tiny-profile.ts'
import { buildFolder } from './sim-fixtures.ts'

const DOC = path.join(import.meta.dirname, '../../../docs/mappings.md')
function codes(...all: string[]): object[] {
  return all.map(code => ({ code, name: code, parent: null }))
}

it('the example of docs/mappings.md gives the events that it shows', async () => {
  const doc = await readFile(DOC, 'utf8')
  const [, table = ''] = /```csv\n([\s\S]*?)```/.exec(doc) ?? []
  const [mapping = '', shown = ''] = Array.from(doc.matchAll(/```json\n([\s\S]*?)```/g), m => m[1])
  const city = await loadCity(await writeProfile({
    'profile.json': {
      ...TINY,
      categories: codes('roads.street-light', 'roads.pothole', 'noise.music'),
      channels: [{ code: 'hotline', name: 'Hotline' }, { code: 'app', name: 'App' }],
    },
    'regions.csv': 'code,name,level,parent\nlindau,Lindau,city,\n'
      + 'lindau-altstadt,Altstadt,ward,lindau\nlindau-insel,Insel,ward,lindau\n',
  }))
  const folder = await buildFolder()
  await writeFile(path.join(folder, 'cases.csv'), table)
  await writeFile(path.join(folder, 'mapping.json'), mapping)
  const { events, notes } = await loadStream(
    path.join(folder, 'cases.csv'),
    path.join(folder, 'mapping.json'),
    city,
  )

  const clock = new ZoneClock('Europe/Berlin')
  const lines = events.filter(e => e.caseId === 'LI-4711').map(event => toLine(event, clock))
  expect(`${lines.join('\n')}\n`).toBe(shown)
  const attributes = Object.fromEntries(events.map(event => [event.id, event.attributes]))
  expect(Object.keys(attributes)).toHaveLength(7)
  expect(attributes['LI-4712-reported']).not.toContain('lon')
  expect(events.find(event => event.id === 'LI-4712-reported')?.dueAt).toBeUndefined()
  expect(attributes['LI-4713-reported']).toContain('"region":"lindau"')
  expect(notes.rejected.size).toBe(0)
})
