import type { City } from '../../city/city.ts'
import type { Which } from './scenario.ts'
import { isWithin } from '../generate/is-within.ts'

/** Does an episode concern a case of this category and region? */
export function concerns(city: City, which: Which, category: string, region: string): boolean {
  return (which.categories === null || isBelow(city, category, which.categories))
    && (which.regions === null || isWithin(city, region, which.regions))
}

/** Is the category one of `above` or below one of them? */
export function isBelow(city: City, category: string, above: readonly string[]): boolean {
  for (let at = city.categories.get(category); at;) {
    if (above.includes(at.code))
      return true
    at = at.parent === null ? undefined : city.categories.get(at.parent)
  }
  return false
}
