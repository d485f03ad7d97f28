import Type from 'typebox'

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** Hours that count in working time, on working days, local times. */
export const WorkingHours = Type.Object({ from: Time, to: Time }, { additionalProperties: false })

const Sla = Type.Object({
  /** A category or one above it; absent: every other. The first that fits holds. */
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  hours: Type.Number({ exclusiveMinimum: 0, maximum: 8760 }),
  /** `working`: only the working hours of working days pass. */
  time: Type.Enum(['calendar', 'working'] as const),
}, { additionalProperties: false })
export type Sla = Type.Static<typeof Sla>

/** How a city counts time: `profiles/<city>/calendar.json`. Days are labelled YYYY-MM-DD. */
export const CalendarRules = Type.Object({
  /**
   * A whole hour. 00:00: a day lasts from its midnight to the next; 12:00: from noon of the day
   * before to its own noon.
   */
  dayStart: Type.String({ pattern: '^([01]\\d|2[0-3]):00$' }),
  weekStart: Type.Enum(['monday', 'sunday'] as const),
  /** First day of the period 考核期: 19 means from the 19th to the 18th; 1: the calendar month. */
  periodStart: Type.Integer({ minimum: 1, maximum: 28 }),
  workingHours: Type.Array(WorkingHours, { minItems: 1, maxItems: 6 }),
  /** Days of the week that are working days; 1 is Monday. */
  workingWeekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 }),
  /** Days off that would be working days. */
  holidays: Type.Array(Day, { maxItems: 5000 }),
  /** Working days that would be days off (调休). */
  shiftedWorkingDays: Type.Array(Day, { maxItems: 5000 }),
  /** From dispatch to acceptance: what 及时签收 means. */
  acceptWithin: Type.Array(Sla, { maxItems: 200 }),
  /** From report to the due time of a case whose events name none. */
  dueWithin: Type.Array(Sla, { maxItems: 200 }),
}, { additionalProperties: false })
export type CalendarRules = Type.Static<typeof CalendarRules>
