import Type from 'typebox'
import { ALARM_KINDS, AlarmSeverity } from './alarm-rules.ts'

/**
 * - `raised`: bad, and nobody has said that they know
 * - `acknowledged`: bad, and somebody has it
 * - `cleared`: good again; the end, whether or not somebody had acknowledged it
 */
export const ALARM_STATES = ['raised', 'acknowledged', 'cleared'] as const
export const AlarmState = Type.Enum(ALARM_STATES)
export type AlarmState = typeof ALARM_STATES[number]

const NumberOrNull = Type.Union([Type.Number(), Type.Null()])

/** Who said that they know, and when. */
export const Acknowledgement = Type.Object({
  /** The person, as they gave it; otherwise the operator. */
  by: Type.String(),
  /** Whose token it was; null where no operators are configured: then `by` is only a word. */
  operator: Type.Union([Type.String(), Type.Null()]),
  /** RFC 3339 UTC, by the server's clock. */
  at: Type.String(),
  note: Type.String(),
})
export type Acknowledgement = Type.Static<typeof Acknowledgement>

export const Alarm = Type.Object({
  /** The same for the same occurrence on every server: of rule, scope, subject and its number. */
  id: Type.String(),
  /** Id of the rule in the profile's alarms.json. */
  rule: Type.String(),
  kind: Type.Enum(ALARM_KINDS),
  severity: AlarmSeverity,
  state: AlarmState,
  scope: Type.String(),
  /** Of a surge the category, of a late source its name, of a rate `closure@1`; otherwise empty. */
  subject: Type.String(),
  /**
   * What it is about, as last seen: cases, or the rate, or wrong rows; of a source the minutes it
   * has been silent, null if it never was heard.
   */
  value: NumberOrNull,
  /** The worst of it while it lasted. */
  worst: NumberOrNull,
  /** Where it is raised, in the unit of `value`; null where being so is enough. */
  limit: NumberOrNull,
  /** Of a surge: how many cases are usual. */
  usual: NumberOrNull,
  /** RFC 3339 UTC, by the server's clock. */
  raisedAt: Type.String(),
  /** The case clock's time of the raise, RFC 3339 in the profile's zone. */
  raisedAsOf: Type.String(),
  acknowledged: Type.Union([Acknowledgement, Type.Null()]),
  /** RFC 3339 UTC, by the server's clock; null while it lasts. */
  clearedAt: Type.Union([Type.String(), Type.Null()]),
})
export type Alarm = Type.Static<typeof Alarm>

/** Most alarms of one board. */
export const MAX_BOARD_ALARMS = 40

/** What a wall that shows a scope has to know: alarms of the scope, below it, and of the system. */
export const AlarmBoard = Type.Object({
  scope: Type.String(),
  /**
   * Those that last: unacknowledged before acknowledged, the gravest first, of equal ones the
   * latest raised. At most MAX_BOARD_ALARMS.
   */
  active: Type.Array(Alarm),
  /** All of them. */
  total: Type.Integer({ minimum: 0 }),
  unacknowledged: Type.Integer({ minimum: 0 }),
})
export type AlarmBoard = Type.Static<typeof AlarmBoard>

/** Answer of `GET /api/v1/alarms`. */
export const AlarmsBody = Type.Object({
  /** The latest raised first. */
  alarms: Type.Array(Alarm),
  /** The `cursor` of the next page; null on the last. */
  next: Type.Union([Type.String(), Type.Null()]),
  /** Of all alarms that last, anywhere. */
  active: Type.Integer({ minimum: 0 }),
  /** When the rules were last looked at, RFC 3339 UTC; null before the first time. */
  evaluatedAt: Type.Union([Type.String(), Type.Null()]),
  /** Does acknowledging take an operator's token? Otherwise a name will do. */
  operators: Type.Boolean(),
})
export type AlarmsBody = Type.Static<typeof AlarmsBody>

/** Body of `POST /api/v1/alarms/:id/acknowledge`. */
export const AcknowledgeBody = Type.Object({
  /** Who; with an operator's token it may be left out. */
  by: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })),
  note: Type.Optional(Type.String({ maxLength: 200 })),
}, { additionalProperties: false })
export type AcknowledgeBody = Type.Static<typeof AcknowledgeBody>
