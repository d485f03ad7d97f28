import type { ProfileBody } from '../contract/profile.ts'

export interface ChosenScopes {
  scopes: string[]
  /** In words, for who reads the report: how many of each level. */
  words: string
}

/**
 * All scopes of the upper levels; of the lowest, where they are by the thousand, `most`, spread
 * evenly over the profile's order.
 */
export function chooseScopes({ levels, regions }: ProfileBody, most: number): ChosenScopes {
  const scopeLevels = levels.filter(level => level.scope)
  const lowest = scopeLevels.at(-1)?.code
  const groups = scopeLevels.map(({ code: level }) => {
    const all = regions.filter(region => region.level === level).map(({ code }) => code)
    const isSampled = level === lowest && scopeLevels.length > 1
    return { level, all, chosen: isSampled ? spread(all, most) : all }
  })
  return {
    scopes: groups.flatMap(({ chosen }) => chosen),
    words: groups.map(({ level, all, chosen }) => chosen.length === all.length
      ? `${level} ${all.length}`
      : `${level} ${chosen.length} of ${all.length}`).join(', '),
  }
}

function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most)
    return [...items]
  return Array.from({ length: most }, (_, i) => items[Math.floor(i * items.length / most)]!)
}
