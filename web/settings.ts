/** What the address of a screen fixes. */
export interface WallSettings {
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

/** Reads the query string of a screen. A value that makes no sense counts as absent. */
export function readSettings(search: string): WallSettings {
  const query = new URLSearchParams(search)
  return {
    scope: query.get('scope') || null,
    token: query.get('token') || null,
    visit: query.get('visit') === '1',
    motion: query.get('motion') !== 'off',
    sound: query.get('sound') !== 'off',
    wallWidthMm: positive(query.get('wallWidthMm'), 100_000),
    viewDistanceM: positive(query.get('viewDistanceM'), 100) ?? DEFAULT_VIEW_DISTANCE_M,
  }
}

function positive(text: string | null, max: number): number | null {
  const value = Number(text)
  return text !== null && value > 0 && value <= max ? value : null
}
