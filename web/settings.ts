import type { AskedLanguage } from './i18n/read-language.ts'
import { readLanguage } from './i18n/read-language.ts'

/** What the address of a screen fixes. */
export interface WallSettings {
  /** Scene to show first; null: the profile's first. */
  scene: string | null
  /** Scenes take turns from the start: `?play=1`. */
  play: boolean
  /** Language of the wall's own words; null: the profile's. */
  lang: AskedLanguage
  /** Displays of the wall, across and down; null: one, or seamless. */
  bezels: { across: number, down: number } | null
  /** Width of the dark seam between two displays' pictures, millimetres. */
  bezelMm: number
  /** Region to show first; null: the profile's root. */
  scope: string | null
  token: string | null
  /** A visitor stands before it: nothing opens, titles of sensitive categories stay hidden. */
  visit: boolean
  /** False switches every movement off: `?motion=off`. */
  motion: boolean
  /** False: alarms make no sound: `?sound=off`. */
  sound: boolean
  /** Width of the picture on the physical wall, millimetres; null: unknown. */
  wallWidthMm: number | null
  /** Distance of the farthest reader, metres. */
  viewDistanceM: number
}

const DEFAULT_VIEW_DISTANCE_M = 5
const DEFAULT_BEZEL_MM = 3.5
const GRID = /^(\d+)x(\d+)$/
/** More displays than this are no wall that anybody has built. */
const MOST_DISPLAYS = 24

/** Reads the query string of a screen. A value that makes no sense counts as absent. */
export function readSettings(search: string): WallSettings {
  const query = new URLSearchParams(search)
  return {
    scene: query.get('scene') || null,
    play: query.get('play') === '1',
    lang: readLanguage(query.get('lang')),
    bezels: bezelsOf(query.get('bezels')),
    bezelMm: positive(query.get('bezelMm'), 100) ?? DEFAULT_BEZEL_MM,
    scope: query.get('scope') || null,
    token: query.get('token') || null,
    visit: query.get('visit') === '1',
    motion: query.get('motion') !== 'off',
    sound: query.get('sound') !== 'off',
    wallWidthMm: positive(query.get('wallMm') ?? query.get('wallWidthMm'), 100_000),
    viewDistanceM: positive(query.get('viewM') ?? query.get('viewDistanceM'), 100) ?? DEFAULT_VIEW_DISTANCE_M,
  }
}

/** `4x2`: four displays across, two down. */
function bezelsOf(text: string | null): WallSettings['bezels'] {
  const [, across, down] = GRID.exec(text ?? '')?.map(Number) ?? []
  const fits = (n: number | undefined) => n !== undefined && n >= 1 && n <= MOST_DISPLAYS
  return fits(across) && fits(down) ? { across: across!, down: down! } : null
}

function positive(text: string | null, max: number): number | null {
  const value = Number(text)
  return text !== null && value > 0 && value <= max ? value : null
}
