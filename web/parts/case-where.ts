import { briefName } from '../regions/brief-name.ts'

/** A place of several names has the room of one that is long. */
const MOST_SIGNS = 24

/** Where a case lies, and who has it. */
export function caseWhere({ place, department }: { place: string, department: string }): string {
  const brief = briefName(place, MOST_SIGNS)
  return department === '' ? brief : `${brief} · ${department}`
}
