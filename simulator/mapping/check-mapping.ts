import type { City } from '../../city/city.ts'
import type { Problems } from '../../city/problems.ts'
import type { CodeRule, Condition, MappingFile, TextRule } from './mapping-file.ts'
import { IANAZone } from 'luxon'
import { timeFormatProblem } from '../time/compile-time-formats.ts'

/** What a schema cannot say of a mapping: that its codes are the profile's, its formats usable. */
export function checkMapping(mapping: MappingFile, city: City, problems: Problems): void {
  if (mapping.timezone !== undefined && !IANAZone.isValidZone(mapping.timezone)) {
    problems.addAt('/timezone', `timezone '${mapping.timezone}' is unknown, `
    + 'give an IANA name such as America/New_York')
  }
  mapping.timeFormats.forEach((format, i) => {
    const problem = timeFormatProblem(format)
    if (problem !== null)
      problems.addAt(`/timeFormats/${i}`, `time format ${problem}, add it or use 'iso'`)
  })
  if (mapping.steps[0]?.type !== 'reported')
    problems.addAt('/steps/0', `the first step must be 'reported', put it first`)
  mapping.steps.forEach(({ when }, i) => checkCondition(when, `/steps/${i}/when`, problems))
  mapping.leaveOut?.forEach((one, i) => checkCondition(one, `/leaveOut/${i}`, problems))
  checkCodes('region', mapping.region, city.regions, problems)
  checkCodes('category', mapping.category, city.categories, problems)
  checkCodes('channel', mapping.channel, city.channels, problems)
  for (const name of ['department', 'title'] as const) {
    const rule = mapping[name]
    if (rule)
      checkOrigin(name, rule, problems)
  }
}

function checkCondition(
  condition: Condition | undefined,
  pointer: string,
  problems: Problems,
): void {
  if (condition && !condition.in && !condition.startsWith)
    problems.addAt(pointer, `the condition says no text, give it 'in' or 'startsWith'`)
}

function checkCodes(
  name: string,
  rule: CodeRule,
  known: ReadonlyMap<string, unknown>,
  problems: Problems,
): void {
  checkOrigin(name, rule, problems)
  const tell = (key: string, code: string | undefined): void => {
    if (code !== undefined && !known.has(code))
      problems.addAt(`/${name}/${key}`, `${name} '${code}' is not in the profile, correct it`)
  }
  tell('fixed', rule.fixed)
  tell('blank', rule.blank)
  tell('unknown', rule.unknown)
  for (const [text, code] of Object.entries(rule.values ?? {}))
    tell(`values/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`, code)
}

function checkOrigin(name: string, rule: CodeRule | TextRule, problems: Problems): void {
  if ((rule.fixed === undefined) === (rule.columns === undefined))
    problems.addAt(`/${name}`, `${name} must have one of fixed and columns, give exactly one`)
}
