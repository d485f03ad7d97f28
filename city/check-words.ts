import type { Problems } from './problems.ts'
import type { ProfileFile } from './profile-file.ts'

const LANGUAGES = { 'zh-CN': 'zh', 'en': 'en' } as const

/** Words in other languages say nothing twice, and short ones are short. */
export function checkWords(profile: ProfileFile, problems: Problems): void {
  const own = LANGUAGES[profile.locale]
  const told = (words: { zh?: string, en?: string } | undefined, name: string, at: string) => {
    if (words?.[own] !== undefined) {
      problems.addAt(`${at}/${own}`, `${at}/${own} is the profile's own language, in which `
      + `${name} says it: remove it`)
    }
  }
  told(profile.labels?.title, 'title', '/labels/title')
  told(profile.labels?.mapNote, 'mapNote', '/labels/mapNote')
  for (const list of ['levels', 'workflow', 'categories', 'channels'] as const) {
    profile[list].forEach(({ name, label, short }, i) => {
      told(label, 'name', `/${list}/${i}/label`)
      for (const language of ['zh', 'en'] as const) {
        const long = language === own ? name : label?.[language]
        const brief = short?.[language]
        if (brief !== undefined && long !== undefined && brief.length >= long.length) {
          problems.addAt(`/${list}/${i}/short/${language}`, `'${brief}' is not shorter than `
          + `'${long}', shorten it or remove it`)
        }
      }
    })
  }
  for (const [title, brief] of Object.entries(profile.shortTitles ?? {})) {
    if (brief.length >= title.length) {
      problems.addAt('/shortTitles', `'${brief}' is not shorter than the title '${title}', `
      + 'shorten it or remove it')
    }
  }
}
