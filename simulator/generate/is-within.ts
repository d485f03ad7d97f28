import type { City } from '../../city/city.ts'

/** Is the region one of `holders` or below one of them? */
export function isWithin(city: City, region: string, holders: readonly string[]): boolean {
  for (let at = city.regions.get(region); at;) {
    if (holders.includes(at.code))
      return true
    at = at.parent === null ? undefined : city.regions.get(at.parent)
  }
  return false
}
