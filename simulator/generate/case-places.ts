import type { MultiPolygon, Polygon } from 'geojson'
import type { City } from '../../city/city.ts'
import type { Region } from '../../contract/profile.ts'
import type { Shapes } from './shapes-file.ts'
import { isInside } from '../../city/is-inside.ts'
import { isWithin } from './is-within.ts'
import { Random } from './random.ts'
import { Weighted } from './weighted.ts'

const METRES_PER_DEGREE = 111_320
const ATTEMPTS = 4

/** Where a case is: the region it is counted in and, for most, a point. */
export interface CasePlace { readonly region: string, readonly lon?: number, readonly lat?: number }

interface Spot { lon: number, lat: number, outline: Polygon | MultiPolygon | null }

/**
 * Draws the places of cases: regions of the finest level in proportion to how busy their parent
 * is, and points scattered round the nearest label point above, inside its outline.
 * With `within` all lie in these regions.
 */
export function createCasePlaces(
  city: City,
  shapes: Shapes,
  within?: readonly string[],
): (random: Random) => CasePlace {
  const finest = shapes.placeLevels[0]!.level
  const leaves = [...city.regions.values()].filter(region =>
    region.level === finest && (!within || isWithin(city, region.code, within)))
  const measured = shapes.regions
  const regions = new Weighted(leaves, leaf => measured
    ? measured[leaf.code] ?? 0
    : busyness(leaf.parent ?? leaf.code, shapes.clustering))
  const levels = new Weighted(shapes.placeLevels, entry => entry.share)
  const spots = new Map<string, Spot | null>()
  return (random) => {
    const leaf = regions.pick(random)
    const above = ancestorAt(city, leaf, levels.pick(random).level)
    const region = !within || isWithin(city, above, within) ? above : leaf.code
    if (random.chance(shapes.withoutPoint))
      return { region }
    const holder = leaf.lon === undefined ? leaf.parent ?? leaf.code : leaf.code
    if (!spots.has(holder))
      spots.set(holder, findSpot(city, leaf))
    const spot = spots.get(holder)
    return spot ? { region, ...scatter(spot, shapes.scatterMetres, random) } : { region }
  }
}

// The same communities are busy whatever the seed: a city's trouble spots do not move.
function busyness(code: string, sigma: number): number {
  const seeds = Array.from(code, character => character.charCodeAt(0))
  return new Random(...seeds).logNormal(1, sigma)
}

function ancestorAt(city: City, region: Region, level: string): string {
  let at: Region | undefined = region
  while (at && at.level !== level)
    at = at.parent === null ? undefined : city.regions.get(at.parent)
  return at?.code ?? region.code
}

function findSpot(city: City, leaf: Region): Spot | null {
  let at: Region | undefined = leaf
  while (at && (at.lon === undefined || at.lat === undefined))
    at = at.parent === null ? undefined : city.regions.get(at.parent)
  if (at?.lon === undefined || at.lat === undefined)
    return null
  const { lon, lat } = at
  const feature = city.outlines?.features.find(({ geometry }) => isInside(geometry, lon, lat))
  return { lon, lat, outline: feature?.geometry ?? null }
}

function scatter(spot: Spot, metres: number, random: Random): { lon: number, lat: number } {
  const degrees = metres / METRES_PER_DEGREE
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lon = spot.lon + random.normal() * degrees / Math.cos(spot.lat * Math.PI / 180)
    const lat = spot.lat + random.normal() * degrees
    if (!spot.outline || isInside(spot.outline, lon, lat))
      return { lon: round(lon), lat: round(lat) }
  }
  return { lon: spot.lon, lat: spot.lat }
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
