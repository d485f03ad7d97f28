import type { ZonedTimes } from './zoned-time.ts'
import { readSpeed } from './speeds.ts'

/** What an address says about playback: `?at=2026-11-21T09:00&speed=60&paused=1`. */
export interface PlaybackAddress {
  /** Null: the wall shows now. */
  atMs: number | null
  speed: number
  paused: boolean
}

export function readPlayback(search: string, times: ZonedTimes): PlaybackAddress {
  const query = new URLSearchParams(search)
  // A plus that nobody encoded arrives as a space.
  const at = query.get('at')?.replace(' ', '+') ?? null
  return {
    atMs: at === null ? null : times.parse(at),
    speed: readSpeed(query.get('speed')),
    paused: query.get('paused') === '1',
  }
}

/** The same address with another moment; everything else in it stays. */
export function writePlayback(
  search: string,
  { atMs, speed, paused }: PlaybackAddress,
  times: ZonedTimes,
): string {
  const query = new URLSearchParams(search)
  for (const name of ['at', 'speed', 'paused'])
    query.delete(name)
  if (atMs !== null) {
    query.set('at', times.format(atMs))
    query.set('speed', String(speed))
    if (paused)
      query.set('paused', '1')
  }
  // Colons may stand in a query; people read this one.
  const text = query.toString().replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
