import Type from 'typebox'
import { CASE_EVENT_TYPES, SATISFACTION_ANSWERS } from '../../contract/case-event.ts'

const Text = Type.String({ minLength: 1 })
const Columns = Type.Array(Text, { minItems: 1, maxItems: 4 })
const exact = { additionalProperties: false }
const Point = Type.Object({ lon: Type.Number(), lat: Type.Number() }, exact)

/** How a profile's code is found from a row. */
export const CodeRuleSchema = Type.Object({
  /** The same code for every row. */
  fixed: Type.Optional(Text),
  columns: Type.Optional(Columns),
  /** Between the columns' texts, before they are looked up in `values`. */
  separator: Type.Optional(Type.String()),
  /** What is not in `values` becomes lower-case words joined by `-`, columns joined by `.`. */
  slug: Type.Optional(Type.Boolean()),
  values: Type.Optional(Type.Record(Type.String(), Text)),
  /** Code for a row whose columns are all blank; without it such a row is rejected. */
  blank: Type.Optional(Text),
  /** Code for what the profile does not have; without it such a row is rejected. */
  unknown: Type.Optional(Text),
}, exact)
export type CodeRule = Type.Static<typeof CodeRuleSchema>

/** How a free text is found from a row; nothing when its columns are blank. */
export const TextRuleSchema = Type.Object({
  fixed: Type.Optional(Text),
  columns: Type.Optional(Columns),
  separator: Type.Optional(Type.String()),
  values: Type.Optional(Type.Record(Type.String(), Text)),
}, exact)
export type TextRule = Type.Static<typeof TextRuleSchema>

/** Holds for the rows whose column has one of the texts, or one that begins so. */
export const ConditionSchema = Type.Object({
  column: Text,
  in: Type.Optional(Type.Array(Type.String())),
  /** How the text begins: for `Closed (duplicate)`. */
  startsWith: Type.Optional(Type.Array(Text)),
}, exact)
export type Condition = Type.Static<typeof ConditionSchema>

/** One event a row may give: none when its column is blank or `when` does not hold. */
export const StepRuleSchema = Type.Object({
  type: Type.Enum(CASE_EVENT_TYPES),
  column: Text,
  when: Type.Optional(ConditionSchema),
  /** A date without a time means the last second of its day, not the first. */
  dayEnd: Type.Optional(Type.Boolean()),
  satisfaction: Type.Optional(Type.Object({
    column: Text,
    values: Type.Record(Type.String(), Type.Enum(SATISFACTION_ANSWERS)),
  }, exact)),
}, exact)
export type StepRule = Type.Static<typeof StepRuleSchema>

/** A mapping: how the rows of a case table become case events. */
export const MappingFileSchema = Type.Object({
  about: Type.Optional(Type.String()),
  caseId: Type.Object({ column: Text, prefix: Type.Optional(Type.String()) }, exact),
  /** Zone of times without an offset; the profile's when absent. */
  timezone: Type.Optional(Text),
  timeFormats: Type.Array(Text, { minItems: 1 }),
  /** What separates the columns of a CSV. @default ',' */
  delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'] as const)),
  /** Texts that mean "nothing", beside the empty one. */
  blanks: Type.Optional(Type.Array(Type.String())),
  /** Rows that are no cases, for example tests: where one holds, a row is left out. */
  leaveOut: Type.Optional(Type.Array(ConditionSchema, { maxItems: 20 })),
  steps: Type.Array(StepRuleSchema, { minItems: 1, maxItems: 40 }),
  region: CodeRuleSchema,
  category: CodeRuleSchema,
  channel: CodeRuleSchema,
  department: Type.Optional(TextRuleSchema),
  title: Type.Optional(TextRuleSchema),
  dueAt: Type.Optional(Type.Object({
    column: Text,
    /** A due time later than this many days after the report means "none". */
    maxDays: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** A date without a time means the last second of its day, not the first. */
    dayEnd: Type.Optional(Type.Boolean()),
  }, exact)),
  place: Type.Optional(Type.Object({
    lon: Text,
    lat: Text,
    /** Points the source writes when it knows no place. */
    noPlaces: Type.Optional(Type.Array(Point)),
  }, exact)),
}, exact)
export type MappingFile = Type.Static<typeof MappingFileSchema>
