import Type from 'typebox'
import { Category, Channel, Level, LOCALES, ProfileLabels, ShortTitles, WorkflowStep } from '../contract/profile.ts'

const Text = Type.String({ minLength: 1, maxLength: 200 })

/** The single values of profile.json. */
export const ProfileScalars = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 }),
  name: Text,
  title: Text,
  locale: Type.Enum(LOCALES),
  timezone: Text,
  labels: Type.Optional(ProfileLabels),
  shortTitles: Type.Optional(ShortTitles),
  dueSoonHours: Type.Number({ exclusiveMinimum: 0, maximum: 720 }),
  mapNote: Type.String({ maxLength: 400 }),
  levels: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 10 }),
  workflow: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 12 }),
  categories: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 2000 }),
  channels: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 200 }),
}, { additionalProperties: false })

/** Schema of one entry of each list: told apart so that every entry's problems are told. */
export const PROFILE_LISTS = {
  levels: closed(Level),
  workflow: closed(WorkflowStep),
  categories: closed(Category),
  channels: closed(Channel),
}

export type ProfileFile = Omit<Type.Static<typeof ProfileScalars>, keyof typeof PROFILE_LISTS> & {
  levels: Level[]
  workflow: WorkflowStep[]
  categories: Category[]
  channels: Channel[]
}

// A misspelt optional key would otherwise pass as absent.
function closed<T extends Type.TProperties>(schema: Type.TObject<T>): Type.TObject<T> {
  return Type.Object(schema.properties, { additionalProperties: false })
}
