import type { Ref } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'
import { readonly, ref } from 'vue'

const DIGITS = '0123456789,.%:/-+ ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const HAN = '500 20px "Noto Sans SC Variable"'
/** A screen with a fallback face is better than no screen. */
const PATIENCE_MS = 4000
/** By then the first picture and its charts are drawn; nobody has gone to another region yet. */
const REST_AFTER_MS = 1500

/**
 * True when the faces of the words that a screen opens with are there. Charts and map measure text
 * when they are drawn: drawn earlier, they would keep the fallback's widths. The other regions'
 * names come after the first picture: for a whole city they are as many files again.
 * @param profile names what is written
 * @param t the wall's own words
 * @param scope the region that the screen opens with
 */
export function useFonts(
  profile: ProfileBody,
  t: Messages,
  scope = profile.root,
): Readonly<Ref<boolean>> {
  const ready = ref(false)
  const patience = new Promise(resolve => setTimeout(resolve, PATIENCE_MS))
  const faces = Promise.all([
    document.fonts.load('500 20px "Barlow Semi Condensed"', DIGITS),
    document.fonts.load('600 20px "Barlow Semi Condensed"', DIGITS),
    document.fonts.load(HAN, charactersOf(firstWords(profile, t, scope))),
  ])
  void Promise.race([faces, patience]).catch(() => undefined).then(() => {
    ready.value = true
    setTimeout(() => {
      void document.fonts.load(HAN, charactersOf(regionNames(profile))).catch(() => undefined)
    }, REST_AFTER_MS)
  })
  return readonly(ready)
}

function firstWords(profile: ProfileBody, t: Messages, scope: string): string[] {
  const near = profile.regions.filter(({ code, parent }) =>
    code === profile.root || code === scope || parent === scope)
  return [
    profile.title,
    profile.mapNote,
    JSON.stringify([profile.labels, profile.shortTitles]),
    ...near.map(region => region.name),
    ...profile.scenes.map(scene => scene.title.zh),
    JSON.stringify([profile.categories, profile.channels, profile.workflow, profile.levels]),
    JSON.stringify(t, (_, value: unknown) => typeof value === 'function' ? String(value) : value),
    '▲▼●·—…',
  ]
}

function regionNames({ levels, regions }: ProfileBody): string[] {
  const shown = new Set(levels.filter(level => level.scope).map(level => level.code))
  return regions.filter(region => shown.has(region.level)).map(region => region.name)
}

function charactersOf(words: readonly string[]): string {
  return [...new Set(words.join(''))].join('')
}
