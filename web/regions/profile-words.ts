import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'

type Named = ProfileBody['categories'][number] | ProfileBody['channels'][number]
  | ProfileBody['levels'][number] | ProfileBody['workflow'][number]

/** Asks for the word of a code; an unknown one is called `otherwise`. */
type WordOf = (code: string, otherwise?: string) => string

/** The profile's words in the wall's language; what it does not translate stays as it is. */
export interface ProfileWords {
  title: string
  mapNote: string
  level: WordOf
  step: WordOf
  category: WordOf
  channel: WordOf
  /** The shortest word, for narrow columns. */
  brief: { category: WordOf, channel: WordOf }
  /** A case's title where a list has little room for it. */
  briefTitle: (title: string) => string
  /** Of what carries both languages. */
  pick: (label: { zh: string, en: string }) => string
}

export function createProfileWords(
  profile: ProfileBody,
  { lang }: Pick<Messages, 'lang'>,
): ProfileWords {
  const language = lang.startsWith('zh') ? 'zh' : 'en'
  const full = (one: Named): string => one.label?.[language] ?? one.name
  const short = (one: Named): string => one.short?.[language] ?? full(one)
  const titles = new Map(Object.entries(profile.shortTitles ?? {}))
  return {
    title: profile.labels?.title?.[language] ?? profile.title,
    mapNote: profile.labels?.mapNote?.[language] ?? profile.mapNote,
    level: wordOf(profile.levels, full),
    step: wordOf(profile.workflow, full),
    category: wordOf(profile.categories, full),
    channel: wordOf(profile.channels, full),
    brief: {
      category: wordOf(profile.categories, short),
      channel: wordOf(profile.channels, short),
    },
    briefTitle: title => titles.get(title) ?? title,
    pick: label => label[language],
  }
}

function wordOf(items: readonly Named[], say: (one: Named) => string): WordOf {
  const words = new Map(items.map(item => [item.code, say(item)]))
  return (code, otherwise = code) => words.get(code) ?? otherwise
}
