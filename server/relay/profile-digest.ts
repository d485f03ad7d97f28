import type { City } from '../../city/city.ts'
import { createHash } from 'node:crypto'
import { toProfileBody } from '../../city/profile-body.ts'

/** Tells whether two processes show the same city: its words, regions and metrics. */
export function digestProfile(city: City): string {
  return createHash('sha256').update(JSON.stringify(toProfileBody(city))).digest('base64url')
}
