import type { City } from '../../city/city.ts'

/** Grows with every change of what is stored besides events, and of the order of roll-ups. */
const DERIVED_FORMAT = 4

/** What stored facts depend on: how this server makes them, and from which profile. */
export function derivedFingerprint({ fingerprint }: City): string {
  return `${DERIVED_FORMAT}:${fingerprint}`
}
