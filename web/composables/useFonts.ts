import type { Ref } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'
import { readonly, ref } from 'vue'

const DIGITS = '0123456789,.%:/-+ ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** A screen with a fallback face is better than no screen. */
const PATIENCE_MS = 4000

/**
 * True when the faces of all words known beforehand are there. Charts and map measure text when
 * they are drawn: drawn earlier, they would keep the fallback's widths.
 */
export function useFonts(profile: ProfileBody, t: Messages): Readonly<Ref<boolean>> {
  const ready = ref(false)
  const patience = new Promise(resolve => setTimeout(resolve, PATIENCE_MS))
  const faces = Promise.all([
    document.fonts.load('500 20px "Barlow Semi Condensed"', DIGITS),
    document.fonts.load('600 20px "Barlow Semi Condensed"', DIGITS),
    document.fonts.load('500 20px "Noto Sans SC Variable"', knownCharacters(profile, t)),
  ])
  void Promise.race([faces, patience]).catch(() => undefined).then(() => {
    ready.value = true
  })
  return readonly(ready)
}

function knownCharacters(profile: ProfileBody, t: Messages): string {
  const shown = new Set(profile.levels.filter(level => level.scope).map(level => level.code))
  const words = [
    profile.title,
    profile.mapNote,
    JSON.stringify([profile.labels, profile.shortTitles]),
    ...profile.regions.filter(region => shown.has(region.level)).map(region => region.name),
    ...profile.scenes.map(scene => scene.title.zh),
    JSON.stringify([profile.categories, profile.channels, profile.workflow, profile.levels]),
    JSON.stringify(t, (_, value: unknown) => typeof value === 'function' ? String(value) : value),
    '▲▼●·—…',
  ]
  return [...new Set(words.join(''))].join('')
}
