import Type from 'typebox'
import { SATISFACTION_ANSWERS } from '../../contract/case-event.ts'

const exact = { additionalProperties: false }
const Code = Type.String({ minLength: 1 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Weight = Type.Number({ minimum: 0 })
const Amount = Type.Number({ exclusiveMinimum: 0 })

const CategoryShapeSchema = Type.Object({
  weight: Weight,
  department: Type.String({ minLength: 1, maxLength: 128 }),
  /** Hours from reported to due. */
  dueHours: Amount,
  /** `{road}` stands for one of the places of the kind `road`. */
  titles: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1 }),
  /** Months in which such cases arise, 1 to 12; all when absent. */
  months: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 12 }), { minItems: 1 })),
  /** Share of cases answered at once, without being dispatched. */
  closedAtOnce: Type.Optional(Share),
  /** Share of cases without a due time. */
  withoutDue: Type.Optional(Share),
  /**
   * Hours from reported to closed as they were measured: quantiles at equal steps from the
   * shortest to the longest. With it a case is reported and closed, without steps between.
   */
  closedHours: Type.Optional(Type.Array(Weight, { minItems: 2, maxItems: 1001 })),
  /** Share of cases that are never closed, beside `closedHours`. */
  neverClosed: Type.Optional(Share),
}, exact)

/** generator.json of a profile: the shapes of the cases that `generate` makes up. */
export const ShapesSchema = Type.Object({
  /** First characters of every case id. */
  casePrefix: Type.String({ pattern: '^[A-Z]{1,8}$' }),
  /** How many cases arise in each hour of the day, relative to one another. */
  hours: Type.Array(Weight, { minItems: 24, maxItems: 24 }),
  /** Cases of each weekday, Monday first, as multiples of a mean day. */
  weekdays: Type.Array(Weight, { minItems: 7, maxItems: 7 }),
  channels: Type.Array(Type.Object({
    code: Code,
    weight: Weight,
    closedAtOnce: Type.Optional(Share),
  }, exact), { minItems: 1 }),
  /** At which levels a case's place is known, from the finest. */
  placeLevels: Type.Array(Type.Object({ level: Code, share: Share }, exact), { minItems: 1 }),
  /** Spread (sigma of a log-normal) of how busy communities are; 0: as busy as they are large. */
  clustering: Type.Number({ minimum: 0, maximum: 2 }),
  /** How busy each region of the finest level is, measured; without it `clustering` says so. */
  regions: Type.Optional(Type.Record(Type.String(), Weight)),
  /** Share of cases without coordinates. */
  withoutPoint: Share,
  /** Usual distance of a case from its community's point, metres. */
  scatterMetres: Amount,
  /** Kinds of places that titles name, each with its wordings. */
  places: Type.Record(Type.String(), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  times: Type.Object({
    registeredMinutes: Amount,
    dispatchedMinutes: Amount,
    /** Of the time allowed: the median share until accepted, until closed. */
    acceptedShare: Amount,
    closedShare: Amount,
    /** Sigma of the log-normal of the share until closed: larger, more late cases. */
    closedSpread: Amount,
    reviewedHours: Amount,
  }, exact),
  shares: Type.Object({
    /** Cases nobody closes for many times the time allowed. */
    stuck: Share,
    reviewed: Share,
    reviewInvalid: Share,
    reopened: Share,
    excluded: Share,
    urged: Share,
    reassigned: Share,
    extended: Share,
    amended: Share,
  }, exact),
  satisfaction: Type.Array(Type.Object({
    answer: Type.Enum(SATISFACTION_ANSWERS),
    weight: Weight,
  }, exact), { minItems: 1 }),
  categories: Type.Record(Type.String(), CategoryShapeSchema),
}, exact)
export type Shapes = Type.Static<typeof ShapesSchema>
export type CategoryShape = Type.Static<typeof CategoryShapeSchema>
