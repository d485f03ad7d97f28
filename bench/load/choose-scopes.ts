import type { City } from '../../city/city.ts'

/** The city, its counties, and a street of each county and more until there are `count`. */
export function chooseScopes(city: City, count: number): string[] {
  const counties = city.children(city.root).map(child => child.code)
  const chosen = [city.root, ...counties]
  for (let row = 0; chosen.length < count; row++) {
    const streets = counties.map(county => city.children(county)[row]?.code)
      .filter(code => code !== undefined)
    if (streets.length === 0)
      break
    chosen.push(...streets)
  }
  return chosen.slice(0, count)
}
