import Type from 'typebox'
import { NamedWindow } from './windows.ts'

/** From the mildest to the gravest: ▲ notice, ◆ grave, ■ critical. */
export const ALARM_SEVERITIES = ['warning', 'alarm', 'critical'] as const
export const AlarmSeverity = Type.Enum(ALARM_SEVERITIES)
export type AlarmSeverity = typeof ALARM_SEVERITIES[number]

/** What a wall plays when the alarm is raised. */
export const ALARM_SOUNDS = ['chime', 'bell', 'siren'] as const
export type AlarmSound = typeof ALARM_SOUNDS[number]

const closed = { additionalProperties: false }
const Minutes = Type.Number({ minimum: 0, maximum: 43_200 })
const Cases = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Words = Type.String({ minLength: 1, maxLength: 40 })

/** Local times of the city; `from` later than `to` goes over midnight. */
export const QuietHours = Type.Object({ from: Time, to: Time }, closed)
export type QuietHours = Type.Static<typeof QuietHours>

const shared = {
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
  label: Type.Object({ zh: Words, en: Words }, closed),
  severity: AlarmSeverity,
  /** How long it must be bad without a break before it is raised, minutes. @default 0 */
  holdMinutes: Type.Optional(Minutes),
  /** How long it must be good again before it is cleared, minutes. @default 0 */
  clearMinutes: Type.Optional(Minutes),
  /** After it was cleared it is not raised again for so long, minutes. @default 0 */
  coolDownMinutes: Type.Optional(Minutes),
  /** It takes over the wall: for how long, and how long this rule then may not again. */
  takeover: Type.Optional(Type.Object({
    dwellSeconds: Type.Integer({ minimum: 5, maximum: 600 }),
    coolDownSeconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
  }, closed)),
  /** Absent: silent. */
  sound: Type.Optional(Type.Enum(ALARM_SOUNDS)),
  /** In place of the file's quiet hours; empty: it sounds at any hour. */
  quietHours: Type.Optional(Type.Array(QuietHours, { maxItems: 6 })),
}
/** Of each region of which level the rule is asked: a code of the profile's levels, a scope. */
const level = { level: Type.String({ minLength: 1, maxLength: 128 }) }
/** Raised from so many cases on; cleared at so many or fewer, which is less. */
const counted = { raiseAt: Cases, clearAt: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }

/** Open cases whose due time comes within the next minutes. */
export const DueSoonRule = Type.Object({
  ...shared,
  ...level,
  ...counted,
  kind: Type.Literal('due_soon'),
  withinMinutes: Type.Number({ exclusiveMinimum: 0, maximum: 43_200 }),
}, closed)

/** Open cases that are late for longer than so many minutes. */
export const OverdueRule = Type.Object({
  ...shared,
  ...level,
  ...counted,
  kind: Type.Literal('overdue'),
  /** @default 0 */
  longerThanMinutes: Type.Optional(Minutes),
}, closed)

/** The same, of cases under supervision 督办 of a level. */
export const OverdueLevelRule = Type.Object({
  ...shared,
  ...level,
  ...counted,
  kind: Type.Literal('overdue_level'),
  /** This level and those above. */
  urgedLevel: Type.Integer({ minimum: 1, maximum: 3 }),
  /** @default 0 */
  longerThanMinutes: Type.Optional(Minutes),
}, closed)

/**
 * A top category in a region brings many more cases than the same hour of the same weekday did in
 * the weeks before. All three must hold: `atLeast` cases, `factor` times the usual number, and
 * `deviations` standard deviations above it.
 */
export const SurgeRule = Type.Object({
  ...shared,
  ...level,
  kind: Type.Literal('surge'),
  /** Top categories; absent: each of them. */
  categories: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), {
    minItems: 1,
    maxItems: 100,
  })),
  windowMinutes: Type.Integer({ minimum: 5, maximum: 1440 }),
  /** How many weeks back. */
  weeks: Type.Integer({ minimum: 2, maximum: 26 }),
  /** With fewer weeks in the ledger nothing is said. */
  leastWeeks: Type.Integer({ minimum: 2, maximum: 26 }),
  atLeast: Cases,
  factor: Type.Number({ exclusiveMinimum: 1, maximum: 100 }),
  deviations: Type.Number({ minimum: 0, maximum: 20 }),
  /** Cleared below this share of the number at which it is raised. */
  clearShare: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
}, closed)

/** A rate stays under its target; `holdMinutes` says for how long. */
export const RateUnderRule = Type.Object({
  ...shared,
  ...level,
  kind: Type.Literal('rate_under'),
  /** `closure@1`. */
  metric: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}@[1-9]\\d{0,3}$' }),
  window: NamedWindow,
  /** In the metric's unit. @default the metric's target */
  under: Type.Optional(Type.Number()),
  /** Cleared from here on; not less than `under`. @default `under` */
  clearFrom: Type.Optional(Type.Number()),
  /** With a smaller denominator nothing is said. @default the metric's smallest n */
  leastN: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}, closed)

/** A configured source is late, or was never heard; one alarm a source, of the root. */
export const SourceLateRule = Type.Object({
  ...shared,
  kind: Type.Literal('source_late'),
  /** Are sources meant that never came? @default false */
  never: Type.Optional(Type.Boolean()),
}, closed)

/** The server's check of its own sums found differences; of the root. */
export const AuditDifferenceRule = Type.Object({
  ...shared,
  kind: Type.Literal('audit_difference'),
  /** Only what the server could not mend. @default false */
  unrepaired: Type.Optional(Type.Boolean()),
}, closed)

export const ALARM_RULES_BY_KIND = {
  due_soon: DueSoonRule,
  overdue: OverdueRule,
  overdue_level: OverdueLevelRule,
  surge: SurgeRule,
  rate_under: RateUnderRule,
  source_late: SourceLateRule,
  audit_difference: AuditDifferenceRule,
}
export type AlarmKind = keyof typeof ALARM_RULES_BY_KIND
export const ALARM_KINDS = Object.keys(ALARM_RULES_BY_KIND) as AlarmKind[]

export type DueSoonRule = Type.Static<typeof DueSoonRule>
export type OverdueRule = Type.Static<typeof OverdueRule>
export type OverdueLevelRule = Type.Static<typeof OverdueLevelRule>
export type SurgeRule = Type.Static<typeof SurgeRule>
export type RateUnderRule = Type.Static<typeof RateUnderRule>
export type SourceLateRule = Type.Static<typeof SourceLateRule>
export type AuditDifferenceRule = Type.Static<typeof AuditDifferenceRule>
export type AlarmRule
  = DueSoonRule | OverdueRule | OverdueLevelRule | SurgeRule | RateUnderRule | SourceLateRule
    | AuditDifferenceRule

export const AlarmRule = Type.Union(Object.values(ALARM_RULES_BY_KIND))

/** `profiles/<city>/alarms.json`: what is worth an alarm in this city. */
export const AlarmRules = Type.Object({
  /** When walls stay silent, whatever is raised. */
  quietHours: Type.Array(QuietHours, { maxItems: 6 }),
  rules: Type.Unsafe<AlarmRule[]>(Type.Array(AlarmRule, { maxItems: 100 })),
}, closed)
export type AlarmRules = Type.Static<typeof AlarmRules>
