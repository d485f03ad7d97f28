import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { plainMetrics } from '../../helpers/plain-metrics.ts'

export const TINY = {
  id: 'tiny',
  name: 'Tiny',
  title: 'Tiny wall',
  locale: 'en',
  timezone: 'Europe/Berlin',
  dueSoonHours: 2,
  mapNote: '',
  levels: [
    { code: 'city', name: 'City', scope: true, schematic: false },
    { code: 'ward', name: 'Ward', scope: true, schematic: true },
    { code: 'block', name: 'Block', scope: false, schematic: true },
  ],
  workflow: [
    { code: 'open', name: 'Open', events: ['reported'] },
    { code: 'done', name: 'Done', events: ['closed'] },
  ],
  categories: [
    { code: 'roads', name: 'Roads', parent: null },
    { code: 'roads.holes', name: 'Holes', parent: 'roads' },
  ],
  channels: [{ code: 'call', name: 'Call' }, { code: 'app', name: 'App' }],
}

export const TINY_REGIONS = `code,name,level,parent,lon,lat,population
t,Tiny,city,,13.4,52.5,3000
t-north,North,ward,t,13.4,52.6,
t-south,South,ward,t,13.4,52.4,
t-north-1,North 1,block,t-north,,,
`

/** Writes a profile folder that is gone after the test. Objects become JSON, one value a line. */
export async function writeProfile(files: Record<string, unknown> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gridwall-profile-'))
  onTestFinished(async () => rm(folder, { recursive: true }))
  const all = {
    'profile.json': TINY,
    'metrics.json': plainMetrics(),
    'regions.csv': TINY_REGIONS,
    ...files,
  }
  for (const [name, content] of Object.entries(all)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 1)
    await writeFile(path.join(folder, name), text)
  }
  return folder
}
