import type { City } from '../../city/city.ts'
import type { Problems } from '../../city/problems.ts'
import type { Shapes } from '../generate/shapes-file.ts'
import { findCode } from './find-code.ts'

type Kind = 'region' | 'category' | 'channel' | 'department'

/** Turns names of a scenario into codes; tells of those that the city does not know. */
export interface Names {
  readonly shapes: Shapes
  /** Null when it is not known; `at` is the JSON pointer of the name. */
  readonly one: (kind: Kind, text: string, at: string) => string | null
  /** Null when absent, which means all. */
  readonly list: (kind: Kind, texts: readonly string[] | undefined, at: string) => string[] | null
}

export function createNames(city: City, shapes: Shapes, problems: Problems): Names {
  const departments = new Set(Object.values(shapes.categories).map(shape => shape.department))
  const known = {
    region: city.regions,
    category: city.categories,
    channel: city.channels,
    department: new Map(Array.from(departments, name => [name, { code: name, name }])),
  }
  const one = (kind: Kind, text: string, at: string): string | null => {
    const found = findCode(kind, text, known[kind])
    if ('code' in found)
      return found.code
    problems.addAt(at, found.problem)
    return null
  }
  return {
    shapes,
    one,
    list: (kind, texts, at) => texts === undefined
      ? null
      : texts.map((text, i) => one(kind, text, `${at}/${i}`)).filter(code => code !== null),
  }
}
