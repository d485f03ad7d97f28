import type { City } from '../../city/city.ts'
import type { MappingFile } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'
import { compileCodeRule } from './compile-code-rule.ts'

/** What every case must bring, as codes of the profile. */
export interface CaseCodes { region: string, category: string, channel: string }

/** Turns the three code rules into a reader; null, and a note, when a row cannot be used. */
export function compileCodes(
  mapping: MappingFile,
  city: City,
): (row: Row, notes: Notes) => CaseCodes | null {
  const rules = [
    ['region', compileCodeRule(mapping.region, city.regions)],
    ['category', compileCodeRule(mapping.category, city.categories)],
    ['channel', compileCodeRule(mapping.channel, city.channels)],
  ] as const
  return (row, notes) => {
    const codes = { region: '', category: '', channel: '' }
    for (const [name, find] of rules) {
      const found = find(row)
      if (found.code === null) {
        notes.reject(found.text === '' ? `${name} is blank` : `${name} is unknown: ${found.text}`)
        return null
      }
      if (found.fallback)
        notes.add(`${name} ${found.fallback}, took '${found.code}'`)
      codes[name] = found.code
    }
    return codes
  }
}
