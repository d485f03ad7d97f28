import type { City } from '../../city/city.ts'

/**
 * Where a case lies, as a screen of `scope` says it: the child of the scope on the way to the
 * region, and for a wide scope the level below it, which is where people look for a case.
 */
export function placeName(region: string, scope: string, city: City): string {
  if (!city.regions.has(region))
    return region
  const path = city.scopePath(region)
  const depth = path.indexOf(scope)
  const wide = city.levels.findIndex(level => level.code === city.regions.get(scope)?.level) === 0
  const code = path[depth + (wide ? 2 : 1)] ?? path.at(-1) ?? region
  return city.regions.get(code)?.name ?? region
}
