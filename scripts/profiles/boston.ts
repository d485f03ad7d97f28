import type { RegionLine } from './csv.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { writeRegions } from './csv.ts'

/** Canonical spelling of each neighbourhood; other spellings are joined by mapping.json. */
const NEIGHBORHOODS = [
  ['allston-brighton', 'Allston / Brighton'],
  ['back-bay', 'Back Bay'],
  ['beacon-hill', 'Beacon Hill'],
  ['charlestown', 'Charlestown'],
  ['dorchester', 'Dorchester'],
  ['downtown', 'Downtown / Financial District'],
  ['east-boston', 'East Boston'],
  ['fenway-kenmore', 'Fenway / Kenmore / Audubon Circle / Longwood'],
  ['greater-mattapan', 'Greater Mattapan'],
  ['hyde-park', 'Hyde Park'],
  ['jamaica-plain', 'Jamaica Plain'],
  ['mission-hill', 'Mission Hill'],
  ['roslindale', 'Roslindale'],
  ['roxbury', 'Roxbury'],
  ['south-boston', 'South Boston / South Boston Waterfront'],
  ['south-end', 'South End'],
  ['west-roxbury', 'West Roxbury'],
] as const

// The source's point for "no place known": it lies downtown, whatever the neighbourhood.
const NO_PLACE = { latitude: '42.3594', longitude: '-71.0587' }

interface Row { neighborhood: string, latitude: string, longitude: string }

/** Writes regions.csv of Boston: a neighbourhood's place is the median of its cases' places. */
export async function buildBoston(folder: string): Promise<void> {
  const file = path.join(folder, 'data/boston-311-2011-07-to-10.csv.gz')
  const all = parse(gunzipSync(await readFile(file)), { columns: true }) as unknown as Row[]
  const rows = all.filter(row =>
    row.latitude !== NO_PLACE.latitude || row.longitude !== NO_PLACE.longitude)
  const place = (of: Row[]): RegionLine['place'] => ({
    lon: median(of.map(row => Number(row.longitude))),
    lat: median(of.map(row => Number(row.latitude))),
  })
  await writeRegions(path.join(folder, 'regions.csv'), [
    { code: 'boston', name: 'Boston', level: 'city', parent: '', place: place(rows) },
    ...NEIGHBORHOODS.map(([code, name]) => ({
      code,
      name,
      level: 'neighborhood',
      parent: 'boston',
      place: place(rows.filter(row => row.neighborhood === name)),
    })),
    { code: 'unknown', name: 'Not located', level: 'neighborhood', parent: 'boston' },
  ])
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
