import type { City } from '../../city/city.ts'

/** Does the profile keep the category, or one above it, off a visited wall? */
export function isSensitive(city: City, code: string): boolean {
  for (let at = city.categories.get(code); at;) {
    if (at.sensitive === true)
      return true
    at = at.parent === null ? undefined : city.categories.get(at.parent)
  }
  return false
}
