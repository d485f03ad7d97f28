import Type from 'typebox'

const exact = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 128 })
const Names = Type.Array(Name, { minItems: 1, maxItems: 200 })
const Title = Type.String({ minLength: 1, maxLength: 200 })
/** Hours and minutes after the start: `02:30`; days are counted in hours: `49:00`. */
const Offset = Type.String({ pattern: '^\\d{2,3}:[0-5]\\d$' })
const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 })
/** How many times as long as usual the departments take. */
const Handling = Type.Number({ exclusiveMinimum: 0, maximum: 100 })
const when = { about: Type.Optional(Type.String({ maxLength: 400 })), from: Offset, to: Offset }
/** Which cases an episode concerns; all where a key is absent. Codes or names of the profile. */
const which = { categories: Type.Optional(Names), regions: Type.Optional(Names) }

/** More cases than usual of some kinds in some places: a rainstorm, a burst main. */
export const SurgeSchema = Type.Object({
  kind: Type.Literal('surge'),
  ...when,
  cases: Type.Array(Type.Object({
    category: Name,
    weight: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e6 })),
    /** Instead of the category's own titles; `{road}` as in generator.json. */
    titles: Type.Optional(Type.Array(Title, { minItems: 1 })),
  }, exact), { minItems: 1, maxItems: 100 }),
  regions: Type.Optional(Names),
  /** At the height of the surge. */
  casesPerHour: Type.Number({ exclusiveMinimum: 0, maximum: 1e6 }),
  /** How long it grows and fades, within from and to. */
  rise: Type.Optional(Offset),
  fall: Type.Optional(Offset),
  handling: Type.Optional(Handling),
}, exact)

/** The usual cases, but more or fewer of some: a heating season, a festival, a calm day. */
export const SeasonSchema = Type.Object({
  kind: Type.Literal('season'),
  ...when,
  ...which,
  factor: Type.Number({ minimum: 0, maximum: 50 }),
  handling: Type.Optional(Handling),
}, exact)

/** Departments that stop answering; afterwards they work off what has piled up. */
export const SilenceSchema = Type.Object({
  kind: Type.Literal('silence'),
  ...when,
  departments: Names,
  catchUp: Offset,
}, exact)

/** Reviews turn bad. */
export const SlumpSchema = Type.Object({
  kind: Type.Literal('slump'),
  ...when,
  ...which,
  share: Share,
}, exact)

/** The source sends events again, word for word. */
export const DuplicatesSchema = Type.Object({
  kind: Type.Literal('duplicates'),
  ...when,
  channels: Type.Optional(Names),
  share: Share,
  copies: Type.Integer({ minimum: 1, maximum: 100 }),
  /** How long after the first the last copy comes. */
  within: Offset,
}, exact)

/** Nothing arrives; afterwards the backlog does, with the times at which it happened. */
export const BlackoutSchema = Type.Object({
  kind: Type.Literal('blackout'),
  ...when,
  channels: Type.Optional(Names),
  regions: Type.Optional(Names),
  catchUp: Offset,
}, exact)

export const EPISODE_SCHEMAS = {
  surge: SurgeSchema,
  season: SeasonSchema,
  silence: SilenceSchema,
  slump: SlumpSchema,
  duplicates: DuplicatesSchema,
  blackout: BlackoutSchema,
} as const
export type EpisodeKind = keyof typeof EPISODE_SCHEMAS
export type EpisodeFile = Type.Static<typeof EPISODE_SCHEMAS[EpisodeKind]>

/** A scenario: a base stream, and episodes on a timeline. See docs/scenarios.md. */
export const ScenarioFileSchema = Type.Object({
  about: Type.String({ minLength: 1, maxLength: 1000 }),
  /** Name in profiles/, or a folder; it must hold a generator.json. */
  profile: Name,
  /** When the timeline begins, in the profile's zone. */
  start: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$' }),
  /** How long the timeline is. */
  length: Offset,
  /** Ordinary days before the start. */
  historyDays: Type.Integer({ minimum: 0, maximum: 366 }),
  /** Cases of a mean day, without episodes. */
  perDay: Type.Integer({ minimum: 1, maximum: 200_000 }),
  /** Categories that do not arise at all. */
  leaveOut: Type.Optional(Names),
  /** False leaves out the categories that the profile calls sensitive. */
  sensitive: Type.Optional(Type.Boolean()),
  episodes: Type.Array(Type.Object({}), { maxItems: 100 }),
}, exact)
export type ScenarioFile = Omit<Type.Static<typeof ScenarioFileSchema>, 'episodes'> & {
  episodes: EpisodeFile[]
}
