import type { PlaylistEntry } from '../../contract/scene.ts'

/** Does the entry take its turn at this time of the city's day, HH:MM? */
export function isOn({ hours }: PlaylistEntry, time: string): boolean {
  if (hours === undefined)
    return true
  const { from, to } = hours
  return from < to ? time >= from && time < to : time >= from || time < to
}

/**
 * The entry whose turn it is after that at `index` (-1: none yet) at this time of the city's day,
 * HH:MM; the same one again where no other may; null where none may.
 */
export function nextTurn(
  playlist: readonly PlaylistEntry[],
  index: number,
  time: string,
): number | null {
  for (let step = 1; step <= playlist.length; step++) {
    const candidate = (index + step) % playlist.length
    if (isOn(playlist[candidate]!, time))
      return candidate
  }
  return null
}
