import type { City } from '../../city/city.ts'
import type { CityRules } from '../../recount/city-rules.ts'
import { toProfileBody } from '../../city/profile-body.ts'
import { readCityRules } from '../../recount/city-rules.ts'

/** A city as a recount knows it: from what the API says of it. */
export function rulesOf(city: City): CityRules {
  return readCityRules(toProfileBody(city))
}
