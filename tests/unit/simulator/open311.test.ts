import path from 'node:path'
import { expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { toLine } from '../../../simulator/delivery/compact-event.ts'
import { runScaffold } from '../../../simulator/scaffold/run-scaffold.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { buildFolder, buildIo } from './sim-fixtures.ts'

const EXAMPLE = path.join(import.meta.dirname, '../../../docs/examples/open311')

it('a GeoReport v2 file becomes events: offsets of all kinds, no deadline, no place, a closing', async () => {
  const out = path.join(await buildFolder(), 'my-311')
  const from = path.join(EXAMPLE, 'requests.json')
  await runScaffold({ from, mapping: path.join(EXAMPLE, 'mapping.json'), out }, buildIo())
  const { events } = await loadStream(from, path.join(out, 'mapping.json'), await loadCity(out))
  const clock = new ZoneClock('America/New_York')
  expect(events.map(event => JSON.parse(toLine(event, clock)) as object)).toEqual([
    {
      id: '311-638344-reported',
      caseId: '311-638344',
      type: 'reported',
      at: '2026-03-14T06:37:38-04:00',
      region: '02119',
      category: 'sidewalk-and-curb-issues',
      channel: 'open311',
      department: 'Public Works',
      title: 'Sidewalk and Curb Issues',
      lon: -71.0822,
      lat: 42.3207,
      dueAt: '2026-03-15T06:37:38-04:00',
    },
    {
      id: '311-638349-reported',
      caseId: '311-638349',
      type: 'reported',
      at: '2026-03-14T07:02:10-04:00',
      region: '02130',
      category: 'street-light-outages',
      channel: 'open311',
      department: 'Street Lighting',
      title: 'Street Light Outages',
    },
    { id: '311-638344-closed', caseId: '311-638344', type: 'closed', at: '2026-03-14T08:15:02-04:00' },
  ])
})
