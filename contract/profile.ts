import Type from 'typebox'
import { AlarmRules } from './alarm-rules.ts'
import { CalendarRules } from './calendar.ts'
import { CASE_EVENT_TYPES } from './case-event.ts'
import { MetricDefinition } from './metric-definition.ts'
import { PlaylistEntry, Scene } from './scene.ts'

export const LOCALES = ['zh-CN', 'en'] as const

function text(maxLength: number) {
  return Type.Optional(Type.String({ minLength: 1, maxLength, pattern: '\\S' }))
}
const closed = { additionalProperties: false, minProperties: 1 }

/** Words by the wall's language; a language that is absent has the profile's own `name`. */
export const OtherWords = Type.Object({ zh: text(200), en: text(200) }, closed)
export type OtherWords = Type.Static<typeof OtherWords>

/** The same where there is room for a few signs only. */
export const ShortWords = Type.Object({ zh: text(12), en: text(24) }, closed)
export type ShortWords = Type.Static<typeof ShortWords>

const named = {
  /** In the profile's own language. */
  name: Type.String(),
  /** In other languages. */
  label: Type.Optional(OtherWords),
  /** For narrow panels, in any language. */
  short: Type.Optional(ShortWords),
}

/** Words of the whole profile in other languages. */
export const ProfileLabels = Type.Object({
  title: Type.Optional(OtherWords),
  mapNote: Type.Optional(Type.Object({ zh: text(400), en: text(400) }, closed)),
}, closed)
export type ProfileLabels = Type.Static<typeof ProfileLabels>

/** Titles that cases often have, and how narrow panels shorten them. */
export const ShortTitles = Type.Record(
  Type.String({ minLength: 1, maxLength: 200 }),
  Type.String({ minLength: 1, maxLength: 24 }),
)
export type ShortTitles = Type.Static<typeof ShortTitles>

export const Region = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
  /** Where to write the name on a map, degrees; absent where the profile has no place for it. */
  lon: Type.Optional(Type.Number()),
  lat: Type.Optional(Type.Number()),
  /** Inhabitants; absent where unknown. */
  population: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type Region = Type.Static<typeof Region>

export const Level = Type.Object({
  code: Type.String(),
  ...named,
  /** Can a screen show a region of this level? Grids are places of cases, not scopes. */
  scope: Type.Boolean(),
  /** True where outlines are not public: the map draws a labelled schematic (示意). */
  schematic: Type.Boolean(),
})
export type Level = Type.Static<typeof Level>

export const Category = Type.Object({
  code: Type.String(),
  ...named,
  parent: Type.Union([Type.String(), Type.Null()]),
  /** Kept off walls in visit mode. */
  sensitive: Type.Optional(Type.Boolean()),
})
export type Category = Type.Static<typeof Category>

export const Channel = Type.Object({ code: Type.String(), ...named })
export type Channel = Type.Static<typeof Channel>

export const WorkflowStep = Type.Object({
  code: Type.String(),
  ...named,
  /** A case stands in the last step one of whose events it has seen. */
  events: Type.Array(Type.Enum(CASE_EVENT_TYPES)),
})
export type WorkflowStep = Type.Static<typeof WorkflowStep>

/** `GET /api/v1/profile`. Regions come parents first. */
export const ProfileBody = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Title of the wall. */
  title: Type.String(),
  locale: Type.Enum(LOCALES),
  /** Title and map note in other languages. */
  labels: Type.Optional(ProfileLabels),
  shortTitles: Type.Optional(ShortTitles),
  timezone: Type.String(),
  /** Code of the root scope. */
  root: Type.String(),
  levels: Type.Array(Level),
  regions: Type.Array(Region),
  categories: Type.Array(Category),
  channels: Type.Array(Channel),
  workflow: Type.Array(WorkflowStep),
  /** What each metric means, in the order of metrics.json. */
  metrics: Type.Array(MetricDefinition),
  /** When days, weeks and periods begin, and how long things may take. */
  calendar: CalendarRules,
  /** What is worth an alarm, and how walls bring it. */
  alarms: AlarmRules,
  /** A case is "due soon" this long before its due time, hours. */
  dueSoonHours: Type.Number(),
  /** What screens can show; the first is what they open with. */
  scenes: Type.Array(Scene),
  /** In what order they take turns; empty: they do not. */
  playlist: Type.Array(PlaylistEntry),
  /** Words under the map: where the outlines come from, map review number. */
  mapNote: Type.String(),
})
export type ProfileBody = Type.Static<typeof ProfileBody>
