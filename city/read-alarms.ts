import type { AlarmKind, AlarmRule, AlarmRules, RateUnderRule, SurgeRule } from '../contract/alarm-rules.ts'
import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { Problems } from './problems.ts'
import type { ProfileFile } from './profile-file.ts'
import Type from 'typebox'
import { ALARM_KINDS, ALARM_RULES_BY_KIND, QuietHours } from '../contract/alarm-rules.ts'
import { definitionName } from '../contract/metric-definition.ts'
import { checkUnique } from './check-codes.ts'
import { checkShape } from './shape-problems.ts'

/** What holds where a profile brings no alarms.json. */
export const NO_ALARMS: AlarmRules = Object.freeze<AlarmRules>({ quietHours: [], rules: [] })

const Outside = Type.Object({
  quietHours: Type.Array(QuietHours, { maxItems: 6 }),
  rules: Type.Array(Type.Object({}), { maxItems: 100 }),
}, { additionalProperties: false })

/** What rules refer to. */
export interface AlarmReferences {
  profile: Pick<ProfileFile, 'levels' | 'categories'>
  metrics: readonly MetricDefinition[]
}

type Tell = (key: string, text: string) => void

/** The rules of alarms.json; what is wrong with them goes to `problems`. */
export function readAlarms(
  value: unknown,
  references: AlarmReferences,
  problems: Problems,
): AlarmRules {
  if (value === undefined || !checkShape(Outside, value, '', problems))
    return NO_ALARMS
  const file = value as { quietHours: AlarmRules['quietHours'], rules: { kind?: unknown }[] }
  checkQuietHours(file.quietHours, (key, text) => problems.addAt(`/quietHours/${key}`, text))
  const rules = file.rules.map((item, i) => {
    const kind = ALARM_KINDS.find((candidate): candidate is AlarmKind => candidate === item.kind)
    if (kind === undefined) {
      problems.addAt(`/rules/${i}`, `/rules/${i}/kind must be one of ${ALARM_KINDS.join(', ')}`)
      return null
    }
    return checkShape(ALARM_RULES_BY_KIND[kind], item, `/rules/${i}`, problems)
      ? item as AlarmRule
      : null
  })
  if (rules.includes(null))
    return NO_ALARMS
  const found = rules as AlarmRule[]
  checkUnique(found.map(({ id }) => id), 'rules', (i, text) =>
    problems.addAt(`/rules/${i}/id`, text))
  found.forEach((rule, i) =>
    checkRule(rule, references, (key, text) => problems.addAt(`/rules/${i}/${key}`, text)))
  return { quietHours: file.quietHours, rules: found }
}

/** What a schema cannot say: references, and limits that leave room between them. */
function checkRule(rule: AlarmRule, references: AlarmReferences, tell: Tell): void {
  checkQuietHours(rule.quietHours ?? [], (key, text) => tell(`quietHours/${key}`, text))
  if ('level' in rule)
    checkLevel(rule.level, references.profile.levels, text => tell('level', text))
  if ('raiseAt' in rule && rule.clearAt >= rule.raiseAt) {
    tell('clearAt', `cleared at ${rule.clearAt} and raised at ${rule.raiseAt} it would flap, `
    + 'give a clearAt below raiseAt')
  }
  if (rule.kind === 'surge')
    checkSurge(rule, references.profile.categories, tell)
  if (rule.kind === 'rate_under')
    checkRate(rule, references.metrics, tell)
}

function checkQuietHours(hours: AlarmRules['quietHours'], tell: Tell): void {
  hours.forEach(({ from, to }, i) => {
    if (from === to)
      tell(`${i}`, `quiet hours from ${from} to ${to} are empty, correct them or remove them`)
  })
}

function checkLevel(
  code: string,
  levels: ProfileFile['levels'],
  tell: (text: string) => void,
): void {
  const scopes = levels.filter(({ scope }) => scope).map(level => level.code)
  if (!scopes.includes(code))
    tell(`level '${code}' is no scope level of profile.json, give one of ${scopes.join(', ')}`)
}

function checkSurge(rule: SurgeRule, categories: ProfileFile['categories'], tell: Tell): void {
  if (rule.leastWeeks > rule.weeks)
    tell('leastWeeks', `leastWeeks ${rule.leastWeeks} is more than weeks ${rule.weeks}, lower it`)
  for (const [i, code] of (rule.categories ?? []).entries()) {
    const category = categories.find(candidate => candidate.code === code)
    if (category?.parent !== null) {
      tell(`categories/${i}`, `category '${code}' is no top category of profile.json, add it or `
      + 'correct it')
    }
  }
}

function checkRate(rule: RateUnderRule, metrics: readonly MetricDefinition[], tell: Tell): void {
  const metric = metrics.find(candidate => definitionName(candidate) === rule.metric)
  if (metric === undefined) {
    tell('metric', `metric '${rule.metric}' is not in metrics.json, which has `
    + `${metrics.map(definitionName).join(', ')}`)
    return
  }
  if (metric.better !== 'higher' || (metric.kind !== 'ratio' && metric.kind !== 'score')) {
    tell('metric', `'${rule.metric}' is no rate of which more is better, give another metric`)
    return
  }
  const under = rule.under ?? metric.target
  if (under === undefined)
    tell('metric', `'${rule.metric}' has no target in metrics.json, say 'under' here`)
  else if (rule.clearFrom !== undefined && rule.clearFrom < under)
    tell('clearFrom', `cleared from ${rule.clearFrom} it would clear under ${under}, raise it`)
}
