import type { Region } from '../contract/profile.ts'
import type { Problems } from './problems.ts'
import Type from 'typebox'
import { checkShape } from './shape-problems.ts'

const Collection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Type.Unknown()),
})

const Feature = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({ code: Type.String() }),
  geometry: Type.Object({
    type: Type.Enum(['Polygon', 'MultiPolygon'] as const),
    coordinates: Type.Array(Type.Unknown(), { minItems: 1 }),
  }),
})

/** Outlines must be polygons of regions that the profile has, at most one a region. */
export function checkOutlines(
  value: unknown,
  regions: ReadonlyMap<string, Region>,
  problems: Problems,
): void {
  if (!checkShape(Collection, value, '', problems))
    return
  const seen = new Set<string>()
  const { features } = value as Type.Static<typeof Collection>
  features.forEach((feature, i) => {
    const at = `/features/${i}`
    if (!checkShape(Feature, feature, at, problems))
      return
    const { properties: { code }, geometry } = feature as Type.Static<typeof Feature>
    if (!regions.has(code))
      problems.addAt(at, `outline of '${code}', which regions.csv does not have, remove it`)
    if (seen.has(code))
      problems.addAt(at, `'${code}' has two outlines, make them one MultiPolygon`)
    if (!inRange(geometry.coordinates))
      problems.addAt(at, `outline of '${code}' has a point that is not [lon, lat] in degrees`)
    seen.add(code)
  })
}

function inRange(coordinates: unknown): boolean {
  if (!Array.isArray(coordinates))
    return false
  const [lon, lat] = coordinates as unknown[]
  if (typeof lon === 'number' && typeof lat === 'number')
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90
  return coordinates.every(inRange)
}
