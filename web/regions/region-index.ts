import type { ProfileBody, Region } from '../../contract/profile.ts'

/** The profile's tree, ready to be asked. */
export interface RegionIndex {
  get: (code: string) => Region | undefined
  name: (code: string) => string
  /** From the root down to the region itself; empty for an unknown one. */
  path: (code: string) => Region[]
  children: (code: string) => readonly Region[]
  /** Can a screen show it? */
  isScope: (code: string) => boolean
  /** True where the region's place on a map is only a sketch. */
  isSchematic: (code: string) => boolean
}

export function createRegionIndex(
  { regions, levels }: Pick<ProfileBody, 'regions' | 'levels'>,
): RegionIndex {
  const byCode = new Map(regions.map(region => [region.code, region]))
  const levelByCode = new Map(levels.map(level => [level.code, level]))
  const byParent = new Map<string, Region[]>()
  for (const region of regions) {
    if (region.parent === null)
      continue
    const siblings = byParent.get(region.parent)
    if (siblings)
      siblings.push(region)
    else
      byParent.set(region.parent, [region])
  }

  function path(code: string): Region[] {
    const steps: Region[] = []
    for (let at = byCode.get(code); at; at = at.parent ? byCode.get(at.parent) : undefined)
      steps.unshift(at)
    return steps
  }

  function levelOf(code: string) {
    return levelByCode.get(byCode.get(code)?.level ?? '')
  }

  return {
    get: code => byCode.get(code),
    name: code => byCode.get(code)?.name ?? code,
    path,
    children: code => byParent.get(code) ?? [],
    isScope: code => levelOf(code)?.scope ?? false,
    isSchematic: code => levelOf(code)?.schematic ?? false,
  }
}
