import type { AlarmRule } from '../../contract/alarm-rules.ts'
import type { Alarm } from '../../contract/alarms.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'
import type { AlarmWords } from './words/alarm-words.ts'
import { definitionName } from '../../contract/metric-definition.ts'
import { durationText } from '../format/duration.ts'
import { countText, limitText, NO_DATA, percentDigits } from '../format/figure.ts'
import { createProfileWords } from '../regions/profile-words.ts'
import { sensitiveCategories } from '../regions/sensitive-categories.ts'

/** An alarm in words. */
export interface AlarmText {
  /** The rule's own name. */
  heading: string
  /** Which region; for the server itself the word for it. */
  place: string
  /** The number and what it is of. */
  what: string
  /** What it is held against; empty where being so is enough. */
  against: string
}

export interface AlarmTextOptions {
  profile: ProfileBody
  t: Messages
  words: AlarmWords
  /** Visitors are not told of sensitive categories. */
  visit: boolean
}

const MINUTE_MS = 60_000

/** Writes alarms; names are looked up once, here. */
export function createAlarmTexts(
  options: AlarmTextOptions,
): (alarm: Pick<Alarm, 'rule' | 'kind' | 'scope' | 'subject' | 'value' | 'limit' | 'usual'>) => AlarmText {
  const { profile, t, words, visit } = options
  const rules = new Map(profile.alarms.rules.map(rule => [rule.id, rule]))
  const regions = new Map(profile.regions.map(({ code, name }) => [code, name]))
  const names = createProfileWords(profile, t)
  const metrics = new Map(profile.metrics.map(metric => [definitionName(metric), metric]))
  const hidden = visit ? sensitiveCategories(profile) : new Set<string>()
  const length = (minutes: number): string => durationText(minutes * MINUTE_MS, t)
  const count = (n: number | null): string => n === null ? NO_DATA : countText(n, t)

  function categoryName(code: string): string {
    return hidden.has(code) ? words.hidden : names.category(code)
  }

  function rate(value: number | null, subject: string): string {
    if (value === null)
      return NO_DATA
    return metrics.get(subject)?.unit === 'ratio' ? `${percentDigits(value)}%` : value.toFixed(1)
  }

  function limitRate(value: number | null, subject: string): string {
    if (value === null)
      return ''
    const text = metrics.get(subject)?.unit === 'ratio' ? `${limitText(value)}%` : String(value)
    return words.under(text)
  }

  return (alarm) => {
    const { kind, subject, value, limit, usual } = alarm
    const rule = rules.get(alarm.rule)
    const heading = rule === undefined ? alarm.rule : names.pick(rule.label)
    const place = regions.get(alarm.scope) ?? alarm.scope
    const n = count(value)
    const against = limit === null ? '' : words.limit(count(limit))
    switch (kind) {
      case 'due_soon':
        return { heading, place, what: words.dueSoon(n, length(within(rule))), against }
      case 'overdue':
        return { heading, place, what: words.overdue(n, longer(rule, length)), against }
      case 'overdue_level': {
        const level = rule?.kind === 'overdue_level' ? rule.urgedLevel : 1
        return { heading, place, what: words.urged(n, level, longer(rule, length)), against }
      }
      case 'surge': {
        const minutes = rule?.kind === 'surge' ? rule.windowMinutes : 0
        const what = words.surge(categoryName(subject), n, length(minutes))
        return { heading, place, what, against: usual === null ? '' : words.usual(count(usual)) }
      }
      case 'rate_under': {
        const metric = metrics.get(subject)
        const name = metric ? names.pick(metric.label) : subject
        const what = words.rate(name, rate(value, subject))
        return { heading, place, what, against: limitRate(limit, subject) }
      }
      case 'source_late': {
        const silence = value === null ? words.neverHeard : words.silent(length(value))
        return { heading, place: words.system, what: words.source(subject), against: silence }
      }
      case 'audit_difference':
        return { heading, place: words.system, what: words.audit(n), against: '' }
    }
  }
}

function within(rule: AlarmRule | undefined): number {
  return rule?.kind === 'due_soon' ? rule.withinMinutes : 0
}

function longer(rule: AlarmRule | undefined, length: (minutes: number) => string): string | null {
  const minutes = rule?.kind === 'overdue' || rule?.kind === 'overdue_level'
    ? rule.longerThanMinutes ?? 0
    : 0
  return minutes === 0 ? null : length(minutes)
}

/** The number of an alarm alone, for a table. */
export function valueOf({ kind }: Pick<Alarm, 'kind'>, value: number | null, t: Messages): string {
  if (value === null)
    return NO_DATA
  if (kind === 'rate_under')
    return value <= 1 ? `${percentDigits(value)}%` : value.toFixed(1)
  if (kind === 'source_late')
    return durationText(value * MINUTE_MS, t)
  return countText(value, t)
}
