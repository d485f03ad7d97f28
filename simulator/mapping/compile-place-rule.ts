import type { MappingFile } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'

interface Place { lon?: number, lat?: number }

/** Turns a rule into a reader of a place; points that mean "no place" give none. */
export function compilePlaceRule(
  rule: MappingFile['place'],
): (row: Row, notes: Notes) => Place {
  if (!rule)
    return () => ({})
  const { noPlaces = [] } = rule
  return (row, notes) => {
    const [lonText, latText] = [row(rule.lon), row(rule.lat)]
    if (lonText === '' || latText === '') {
      notes.add('place blank')
      return {}
    }
    const [lon, lat] = [Number(lonText), Number(latText)]
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      notes.add('place is not degrees, dropped')
      return {}
    }
    if (noPlaces.some(point => point.lon === lon && point.lat === lat)) {
      notes.add('place is the default point, dropped')
      return {}
    }
    return { lon, lat }
  }
}
