import type { CodeRule, MappingFile } from '../mapping/mapping-file.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { IANAZone } from 'luxon'
import { parseJson } from '../../city/parse-json.ts'
import { Problems } from '../../city/problems.ts'
import { checkShape } from '../../city/shape-problems.ts'
import { MappingFileSchema } from '../mapping/mapping-file.ts'
import { SimError } from '../sim-error.ts'
import { timeFormatProblem } from '../time/compile-time-formats.ts'

const CODE_RULES = ['region', 'category', 'channel'] as const

/**
 * Reads a mapping whose codes do not exist yet: it says in which columns regions, categories and
 * channels stand. Throws SimError `mapping_invalid` with every problem.
 */
export async function loadDraft(file: string): Promise<MappingFile> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new SimError('mapping_invalid', `cannot read the mapping: ${error.message}`)
  })
  const problems = new Problems(path.basename(file), text)
  const value = parseJson(text, problems)
  if (value !== undefined && checkShape(MappingFileSchema, value, '', problems))
    checkDraft(value as MappingFile, problems)
  const found = problems.list()
  if (found.length > 0)
    throw new SimError('mapping_invalid', `the mapping does not fit:\n${found.join('\n')}`)
  return value as MappingFile
}

function checkDraft(mapping: MappingFile, problems: Problems): void {
  const { timezone, steps, timeFormats } = mapping
  if (timezone !== undefined && !IANAZone.isValidZone(timezone)) {
    problems.addAt('/timezone', `timezone '${timezone}' is unknown, `
    + 'give an IANA name such as Europe/Berlin')
  }
  if (steps[0]?.type !== 'reported')
    problems.addAt('/steps/0', `the first step must be 'reported', put it first`)
  timeFormats.forEach((format, i) => {
    const problem = timeFormatProblem(format)
    if (problem !== null)
      problems.addAt(`/timeFormats/${i}`, `time format ${problem}, add it or use 'iso'`)
  })
  for (const name of CODE_RULES) {
    const rule: CodeRule = mapping[name]
    if ((rule.fixed === undefined) === (rule.columns === undefined))
      problems.addAt(`/${name}`, `${name} must have one of fixed and columns, give exactly one`)
  }
}
