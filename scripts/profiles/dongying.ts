import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { RegionLine } from './csv.ts'
import type { Point } from './spread.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { writeRegions } from './csv.ts'
import { buildGrids } from './dongying-grids.ts'
import { distance2, latticeInside, mean, spread } from './spread.ts'
import { wallName } from './wall-name.ts'

// Degrees of latitude, some 550 m: fine enough to give each of 125 villages a place of its own.
const LATTICE_STEP = 0.005

/** Zones without an outline of their own: the county they lie in, and towards which side. */
const ZONES = [
  { code: '370571', inside: '370502', side: (p: Point) => p.lon },
  { code: '370572', inside: '370503', side: (p: Point) => p.lon + p.lat },
]

/** Writes regions.csv of Dongying: the divisions, with grids and schematic places. */
export async function buildDongying(folder: string): Promise<void> {
  const divisions = parse(await readFile(path.join(folder, 'origin/divisions.csv')), {
    columns: true,
  }) as unknown as RegionLine[]
  const outlines = JSON.parse(
    await readFile(path.join(folder, 'outlines.geojson'), 'utf8'),
  ) as FeatureCollection<Polygon | MultiPolygon, { code: string }>
  const places = placeAll(divisions, outlines)
  const placed = divisions.map(line =>
    ({ ...line, name: wallName(line.name), place: places.get(line.code) }))
  const grids = buildGrids(divisions.filter(line => line.level === 'community'))
  await writeRegions(path.join(folder, 'regions.csv'), [...placed, ...grids])
}

function placeAll(
  divisions: readonly RegionLine[],
  outlines: FeatureCollection<Polygon | MultiPolygon, { code: string }>,
): Map<string, Point> {
  const places = new Map<string, Point>()
  const childrenOf = (code: string): RegionLine[] => divisions.filter(d => d.parent === code)
  for (const { properties: { code }, geometry } of outlines.features) {
    const lattice = latticeInside(geometry, LATTICE_STEP)
    const middle = mean(lattice)
    places.set(code, middle)
    const zones = ZONES.filter(zone => zone.inside === code)
    const streets = childrenOf(code)
    const cells = spread(lattice, streets.length + zones.length)
    for (const zone of zones) {
      cells.sort((a, b) => zone.side(b[0]!) - zone.side(a[0]!))
      const cell = cells.shift()!
      places.set(zone.code, cell[0]!)
      placeStreets(childrenOf(zone.code), [cell], childrenOf, places)
    }
    // Subdistricts have the lowest codes and are the urban core: give them the middle.
    cells.sort((a, b) => distance2(a[0]!, middle) - distance2(b[0]!, middle))
    placeStreets(streets, cells, childrenOf, places)
  }
  const root = divisions.find(d => d.parent === '')
  if (root)
    places.set(root.code, mean(childrenOf(root.code).map(d => places.get(d.code)!)))
  return places
}

function placeStreets(
  streets: readonly RegionLine[],
  cells: readonly Point[][],
  childrenOf: (code: string) => RegionLine[],
  places: Map<string, Point>,
): void {
  streets.forEach((street, i) => {
    const [middle, ...area] = cells[i]!
    places.set(street.code, middle!)
    const communities = childrenOf(street.code)
    spread(area, communities.length).forEach((cell, j) => {
      places.set(communities[j]!.code, cell[0]!)
    })
  })
}
