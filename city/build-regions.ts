import type { Level, Region } from '../contract/profile.ts'
import type { Problems } from './problems.ts'
import type { RegionRow } from './read-regions.ts'
import { checkCode } from './check-codes.ts'

/** Most regions a profile may have: frames and roll-ups are kept for all of them. */
export const MAX_REGIONS = 100_000

/**
 * The region tree, parents first. A parent must stand above its children and have a higher
 * level: so a tree without problems has no orphans and no cycles.
 */
export function buildRegions(
  rows: readonly RegionRow[],
  levels: readonly Level[],
  problems: Problems,
): Map<string, Region> {
  if (rows.length > MAX_REGIONS)
    problems.add(MAX_REGIONS + 1, `has ${rows.length} regions, at most ${MAX_REGIONS} may be given`)
  const depth = new Map(levels.map((level, i) => [level.code, i]))
  const lines = new Map(rows.toReversed().map(row => [row.code, row.line]))
  const regions = new Map<string, Region>()
  let root: RegionRow | null = null
  for (const row of rows) {
    const tell = (text: string): void => problems.add(row.line, text)
    checkCode(row.code, tell)
    if (row.name === '')
      tell(`region '${row.code}' has no name, give it one`)
    if (!depth.has(row.level))
      tell(`level '${row.level}' is not in profile.json, use ${[...depth.keys()].join(', ')}`)
    if (regions.has(row.code))
      tell(`code '${row.code}' stands on line ${lines.get(row.code)} already, remove one`)
    if (row.parent !== '')
      checkParent(row, regions, lines, depth, tell)
    else if (root)
      tell(`'${row.code}' is a second root beside '${root.code}', give it a parent`)
    else
      root = row
    regions.set(row.code, toRegion(row, tell))
  }
  if (rows.length > 0 && !root)
    problems.add(2, 'no region is the root, leave the parent of one empty')
  return regions
}

function checkParent(
  row: RegionRow,
  above: ReadonlyMap<string, Region>,
  lines: ReadonlyMap<string, number>,
  depth: ReadonlyMap<string, number>,
  tell: (text: string) => void,
): void {
  const parent = above.get(row.parent)
  if (!parent) {
    const line = lines.get(row.parent)
    tell(line === undefined
      ? `parent '${row.parent}' of '${row.code}' does not exist, add it or correct it`
      : `parent '${row.parent}' of '${row.code}' stands below it on line ${line}, move it up`)
  }
  else if ((depth.get(parent.level) ?? 0) >= (depth.get(row.level) ?? Infinity)) {
    tell(`'${row.code}' of level ${row.level} hangs under '${parent.code}' of level `
      + `${parent.level}, a parent must be of a higher level`)
  }
}

function toRegion(row: RegionRow, tell: (text: string) => void): Region {
  const region: Region = {
    code: row.code,
    name: row.name,
    level: row.level,
    parent: row.parent === '' ? null : row.parent,
  }
  if ((row.lon === '') !== (row.lat === ''))
    tell(`'${row.code}' has one of lon and lat, give both or none`)
  if (row.lon !== '')
    region.lon = toNumber(row.lon, 'lon', -180, 180, tell)
  if (row.lat !== '')
    region.lat = toNumber(row.lat, 'lat', -90, 90, tell)
  if (row.population !== '') {
    region.population = toNumber(row.population, 'population', 0, 2e9, tell)
    if (!Number.isInteger(region.population))
      tell(`population '${row.population}' must be a whole number`)
  }
  return region
}

function toNumber(
  text: string,
  column: string,
  min: number,
  max: number,
  tell: (text: string) => void,
): number {
  const value = Number(text)
  if (!(value >= min && value <= max))
    tell(`${column} '${text}' must be a number from ${min} to ${max}, correct it`)
  return value
}
