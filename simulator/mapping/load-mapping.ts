import type { City } from '../../city/city.ts'
import type { MappingFile } from './mapping-file.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseJson } from '../../city/parse-json.ts'
import { Problems } from '../../city/problems.ts'
import { checkShape } from '../../city/shape-problems.ts'
import { SimError } from '../sim-error.ts'
import { checkMapping } from './check-mapping.ts'
import { MappingFileSchema } from './mapping-file.ts'

/** Reads and checks a mapping. Throws SimError `mapping_invalid` with every problem. */
export async function loadMapping(file: string, city: City): Promise<MappingFile> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new SimError('mapping_invalid', `cannot read the mapping: ${error.message}`)
  })
  const problems = new Problems(path.basename(file), text)
  const value = parseJson(text, problems)
  if (value !== undefined && checkShape(MappingFileSchema, value, '', problems))
    checkMapping(value as MappingFile, city, problems)
  const found = problems.list()
  if (found.length > 0)
    throw new SimError('mapping_invalid', `the mapping does not fit:\n${found.join('\n')}`)
  return value as MappingFile
}
