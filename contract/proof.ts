import Type from 'typebox'
import { CASE_EVENT_TYPES, SATISFACTION_ANSWERS } from './case-event.ts'
import { CaseSummary } from './cases.ts'
import { AGGREGATIONS, COUNTINGS, MEASURES } from './measures.ts'
import { MetricDefinition } from './metric-definition.ts'
import { MetricValue } from './metrics.ts'
import { Interval } from './windows.ts'

/** Which side of the fraction; a count has a numerator only, a quantile a denominator only. */
export const PROOF_PARTS = ['numerator', 'denominator'] as const
export type ProofPart = typeof PROOF_PARTS[number]

/**
 * Which regions are told beside the number: those right below the scope, or the smallest; of a
 * scope without scopes below it, the regions in it that are none.
 */
export const PROOF_UNITS = ['below', 'lowest'] as const
export type ProofUnits = typeof PROOF_UNITS[number]

const CELL = '-?\\d{1,6}:-?\\d{1,6}'
const TIME = '\\d{4}-\\d{2}-\\d{2}T[\\d:.]{8,12}(?:Z|[+-]\\d{2}:\\d{2})'
const ANSWER = SATISFACTION_ANSWERS.join('|')

/**
 * What a number can be narrowed to, beside its scope and window: mostly by what is true of the case
 * as it stands, else by what the ledger tells of the last days.
 */
export const ProofNarrowing = Type.Object({
  /** Codes of categories, those below each included; several are set apart by commas. */
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  /** Codes, set apart by commas. */
  channel: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  /** One name. */
  department: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Codes of the steps that cases stand in, set apart by commas. */
  step: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  /** Code of the step that cases came to today. */
  reached_today: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  /** Levels of supervision, 0 to 3, set apart by commas. */
  urged: Type.Optional(Type.String({ pattern: '^[0-3](,[0-3])*$' })),
  /** What people answered, set apart by commas. */
  answer: Type.Optional(Type.String({ pattern: `^(${ANSWER})(,(${ANSWER}))*$` })),
  /** Of open cases: past due; due soon as the profile says; neither. */
  state: Type.Optional(Type.Enum(['overdue', 'due_soon', 'active'] as const)),
  /** Code of the region that cases lie in itself: also one below the scopes, a grid. */
  region: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  /** `yes`: cases that lie in the scope and in none of the scopes below it, 本级. */
  direct: Type.Optional(Type.Enum(['yes'] as const)),
  /** Cells of the scope's map, `x:y` as `mapCell` counts them, set apart by commas. */
  cells: Type.Optional(Type.String({ maxLength: 6000, pattern: `^${CELL}(,${CELL})*$` })),
  /** `no`: cases without a place on the map. */
  placed: Type.Optional(Type.Enum(['no'] as const)),
  /** Cases given to a department in the last seven days, as the ledger tells: 吹哨报到. */
  whistle: Type.Optional(Type.Enum(['given', 'answered', 'waiting'] as const)),
  /** To which department the whistle was; one name. */
  whistle_to: Type.Optional(Type.String({ maxLength: 200 })),
  /** `30d`: cases opened again in the last 30 days, as the ledger tells, whenever they closed. */
  reopened_within: Type.Optional(Type.Enum(['30d'] as const)),
  /** Code of the step that cases left in the last seven days, with how long each stayed in it. */
  stay: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  /** `7d`: whistles of the last seven days that were answered, with how long each answer took. */
  response: Type.Optional(Type.Enum(['7d'] as const)),
  /**
   * Cases with an event that a frame's 每分 counts, and those events. The frame's `asOf`,
   * `computedAt` and `seq`, set apart by commas.
   */
  minute: Type.Optional(Type.String({ maxLength: 100, pattern: `^${TIME},${TIME},\\d{1,15}$` })),
})
export type ProofNarrowing = Type.Static<typeof ProofNarrowing>
export type ProofFacet = keyof ProofNarrowing
export const PROOF_FACETS = Object.keys(ProofNarrowing.properties) as ProofFacet[]

/** Facets that besides tell something of each case: of these one at a time. */
export const TOLD_FACETS
  = ['stay', 'response', 'minute'] as const satisfies readonly ProofFacet[]
export type ToldFacet = typeof TOLD_FACETS[number]

/** Facets that the ledger tells, of the region that a case lay in at that time; of counts only. */
export const LEDGER_FACETS: readonly ProofFacet[]
  = ['whistle', 'whistle_to', 'reopened_within', ...TOLD_FACETS]

/** Facets of the scope itself and not of the units below it: they have no mean of units. */
export const SCOPE_FACETS: readonly ProofFacet[] = ['direct', 'cells']

const Nullable = { string: Type.Union([Type.String(), Type.Null()]) }

/** A number in one official way of counting. */
export const ProofWay = Type.Object({
  counting: Type.Enum(COUNTINGS),
  aggregation: Type.Enum(AGGREGATIONS),
  ...MetricValue.properties,
  /** Of a mean: how many units had a value. */
  units: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type ProofWay = Type.Static<typeof ProofWay>

/** One of the definition's terms that the case counts for. */
export const ProofTerm = Type.Object({
  measure: Type.Enum(MEASURES),
  weight: Type.Number(),
  /** 1, or the amount: hours for `hours_to_close`. */
  amount: Type.Number(),
  /** Of hours, exact: sum these, not the hours. */
  milliseconds: Type.Optional(Type.Integer()),
})
export type ProofTerm = Type.Static<typeof ProofTerm>

/** What the ledger tells of a case where the number is narrowed to that. */
export const ToldOfCase = Type.Object({
  /**
   * Of a stay the entering of the step, of a response the whistle, of a minute the case's first
   * event in it; in the profile's zone.
   */
  from: Type.String(),
  /** The leaving of the step, the answer, the last event of the minute. */
  to: Type.String(),
  /** From `from` to `to`; 0 for an answer that came before the whistle. */
  milliseconds: Type.Integer({ minimum: 0 }),
  /** How many of its events the minute counts; 0 of durations. */
  count: Type.Integer({ minimum: 0 }),
  /** Those events in the order of the ledger, the first 100. */
  events: Type.Array(Type.Object({
    seq: Type.Integer(),
    type: Type.Enum(CASE_EVENT_TYPES),
    at: Type.String(),
  })),
})
export type ToldOfCase = Type.Static<typeof ToldOfCase>

/** A case behind the number. */
export const ProofCase = Type.Object({
  ...CaseSummary.properties,
  /** The time that puts it into the interval, in the profile's zone; null by the clock `now`. */
  countedAt: Nullable.string,
  /**
   * What it adds to the part: the sum over its terms of weight x amount. Of a quantile the hours
   * from report to closing.
   */
  weight: Type.Number(),
  terms: Type.Array(ProofTerm),
  told: Type.Union([ToldOfCase, Type.Null()]),
})
export type ProofCase = Type.Static<typeof ProofCase>

/** The part counted again, case by case, at the same point of the ledger. */
export const ProofSum = Type.Object({
  cases: Type.Integer({ minimum: 0 }),
  /** Sum of the cases' weights; of a quantile, how many there are. */
  sum: Type.Number(),
})
export type ProofSum = Type.Static<typeof ProofSum>

/** Another number that this one is made of, with the address of its own proof. */
const Linked = {
  ...MetricValue.properties,
  /** Path and query of its proof. */
  proof: Type.String(),
}
export const ProofUnit = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** Name of the region above. */
  above: Type.String(),
  /**
   * As the wall ranks: 1 is best, equal values share a rank; null of a count, without a value, and
   * of the lowest units with fewer than the smallest n.
   */
  rank: Type.Union([Type.Integer(), Type.Null()]),
  ...Linked,
})
export type ProofUnit = Type.Static<typeof ProofUnit>
export const ProofScorePart = Type.Object({
  metric: Type.String(),
  definition: Type.String(),
  label: Type.Object({ zh: Type.String(), en: Type.String() }),
  weight: Type.Number(),
  ...Linked,
})
export type ProofScorePart = Type.Static<typeof ProofScorePart>

/** Where the exact quantile stands among the cases in the order of their hours. */
export const ProofRank = Type.Object({
  /**
   * Counted from 1. Of a quantile ceil(quantile x cases), the nearest rank; of a median that the
   * ledger tells floor(cases / 2) + 1, of an even number the longer of the two in the middle.
   */
  rank: Type.Integer({ minimum: 1 }),
  cases: Type.Integer({ minimum: 1 }),
  /**
   * Hours of the case of that rank. A quantile's `value` is read from buckets and off by 1 % at
   * most; a median that the ledger tells is exactly this.
   */
  exactHours: Type.Number(),
  caseId: Type.String(),
})
export type ProofRank = Type.Static<typeof ProofRank>

/** What the wall shows, where the ledger tells it; `value` is how many cases that is of. */
export const ProofTold = Type.Object({
  by: Type.Enum(TOLD_FACETS),
  /** Median of the durations, the wall's number; null of none, and of a minute. */
  medianHours: Type.Union([Type.Number(), Type.Null()]),
  /** 件次, how many events the minute counts; null of durations. */
  events: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
})
export type ProofTold = Type.Static<typeof ProofTold>

/** `GET /api/v1/proof`. All of it is of one point of the ledger. */
export const ProofBody = Type.Object({
  /** `closure@1` */
  name: Type.String(),
  definition: MetricDefinition,
  scope: Type.String(),
  scopeName: Type.String(),
  ...Interval.properties,
  zone: Type.String(),
  asOf: Type.String(),
  seq: Type.Integer(),
  counting: Type.Enum(COUNTINGS),
  aggregation: Type.Enum(AGGREGATIONS),
  ...MetricValue.properties,
  /** Both countings, and where it makes a difference both aggregations. */
  ways: Type.Array(ProofWay),
  /** Null for a score and for a mean of units: the cases are in the proofs of what they are of. */
  counted: Type.Union([
    Type.Object({
      numerator: Type.Union([ProofSum, Type.Null()]),
      denominator: Type.Union([ProofSum, Type.Null()]),
    }),
    Type.Null(),
  ]),
  /** What the number was narrowed to, and what it is of all; null where it was not. */
  narrowed: Type.Union([
    Type.Object({ to: ProofNarrowing, whole: MetricValue }),
    Type.Null(),
  ]),
  /** Null where the number is not narrowed to `stay`, `response` or `minute`. */
  told: Type.Union([ProofTold, Type.Null()]),
  rank: Type.Union([ProofRank, Type.Null()]),
  scoreParts: Type.Union([Type.Array(ProofScorePart), Type.Null()]),
  /** Of a mean of units, and where they were asked for, in the profile's order. */
  units: Type.Union([Type.Array(ProofUnit), Type.Null()]),
  /** Which of them; null where none are listed. */
  unitsOf: Type.Union([Type.Enum(PROOF_UNITS), Type.Null()]),
  /** Whose cases are listed; null where none are. */
  part: Type.Union([Type.Enum(PROOF_PARTS), Type.Null()]),
  cases: Type.Array(ProofCase),
  /** Pass it as `cursor` for the next page; null on the last. */
  next: Nullable.string,
  /**
   * True when the cases of this part are no longer those of the first page: start again for pages
   * that sum to one number.
   */
  moved: Type.Boolean(),
})
export type ProofBody = Type.Static<typeof ProofBody>
