import type { City } from '../../city/city.ts'
import type { Shapes } from './shapes-file.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseJson } from '../../city/parse-json.ts'
import { Problems } from '../../city/problems.ts'
import { checkShape } from '../../city/shape-problems.ts'
import { SimError } from '../sim-error.ts'
import { ShapesSchema } from './shapes-file.ts'

const PLACE = /\{(\w+)\}/g

/** Reads a profile's generator.json. Throws SimError `generator_invalid` with every problem. */
export async function loadShapes(folder: string, city: City): Promise<Shapes> {
  const text = await readFile(path.join(folder, 'generator.json'), 'utf8').catch(() => {
    throw new SimError('generator_invalid', `${folder} has no generator.json that can be read; `
      + 'generate needs one, profiles/dongying has an example')
  })
  const problems = new Problems('generator.json', text)
  const value = parseJson(text, problems)
  if (value !== undefined && checkShape(ShapesSchema, value, '', problems))
    checkCodes(value as Shapes, city, problems)
  const found = problems.list()
  if (found.length > 0)
    throw new SimError('generator_invalid', `the generator's shapes do not fit:\n${found.join('\n')}`)
  return value as Shapes
}

function checkCodes(shapes: Shapes, city: City, problems: Problems): void {
  for (const [code, { titles }] of Object.entries(shapes.categories)) {
    if (!city.categories.has(code))
      problems.addAt(`/categories/${code}`, `category '${code}' is not in profile.json, correct it`)
    titles.forEach((title, i) => {
      for (const [, name = ''] of title.matchAll(PLACE)) {
        if (!(name in shapes.places))
          problems.addAt(`/categories/${code}/titles/${i}`, `'{${name}}' is not in places, add it`)
      }
    })
  }
  shapes.channels.forEach(({ code }, i) => {
    if (!city.channels.has(code))
      problems.addAt(`/channels/${i}/code`, `channel '${code}' is not in profile.json, correct it`)
  })
  for (const code of Object.keys(shapes.regions ?? {})) {
    if (!city.regions.has(code))
      problems.addAt(`/regions/${code}`, `region '${code}' is not in regions.csv, correct it`)
  }
  shapes.placeLevels.forEach(({ level }, i) => {
    if (!city.levels.some(known => known.code === level))
      problems.addAt(`/placeLevels/${i}/level`, `level '${level}' is not in profile.json, correct it`)
  })
}
