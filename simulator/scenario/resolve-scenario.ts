import type { City } from '../../city/city.ts'
import type { Problems } from '../../city/problems.ts'
import type { Shapes } from '../generate/shapes-file.ts'
import type { EpisodeFile, ScenarioFile } from './scenario-file.ts'
import type { Episode, Scenario } from './scenario.ts'
import { isBelow } from './concerns.ts'
import { isSensitive } from './is-sensitive.ts'
import { createNames } from './names.ts'
import { offsetMs } from './offset.ts'
import { resolveEpisode } from './resolve-episode.ts'

/**
 * Names become codes and times numbers; what does not fit the city goes to `problems`, and the
 * answer is then of no use.
 */
export function resolveScenario(
  file: ScenarioFile,
  city: City,
  shapes: Shapes,
  problems: Problems,
): Scenario {
  const names = createNames(city, shapes, problems)
  const startWall = Date.parse(`${file.start}:00Z`)
  if (Number.isNaN(startWall) || new Date(startWall).toISOString().slice(0, 16) !== file.start)
    problems.addAt('/start', `'${file.start}' is no time of the calendar, correct it`)
  const lengthMs = offsetMs(file.length)
  if (lengthMs === 0)
    problems.addAt('/length', 'the timeline has no length, give it one')
  const left = names.list('category', file.leaveOut, '/leaveOut') ?? []
  const episodes = file.episodes.map((episode, i) => {
    checkSpan(episode, lengthMs, `/episodes/${i}`, problems)
    return resolveEpisode(episode, names, `/episodes/${i}`, problems)
  })
  return {
    about: file.about,
    startWall,
    lengthMs,
    historyDays: file.historyDays,
    perDay: file.perDay,
    shapes: withoutCategories(shapes, city, left, file.sensitive !== false, problems),
    episodes: episodes.filter((episode): episode is Episode => episode !== null),
  }
}

function checkSpan(
  { from, to }: EpisodeFile,
  lengthMs: number,
  at: string,
  problems: Problems,
): void {
  if (offsetMs(from) >= offsetMs(to))
    problems.addAt(`${at}/to`, `the episode ends at ${to}, not after its begin at ${from}`)
  if (offsetMs(to) > lengthMs)
    problems.addAt(`${at}/to`, `the episode ends at ${to}, after the end of the timeline`)
}

function withoutCategories(
  shapes: Shapes,
  city: City,
  left: readonly string[],
  sensitive: boolean,
  problems: Problems,
): Shapes {
  const kept = Object.entries(shapes.categories).filter(([code]) =>
    (sensitive || !isSensitive(city, code)) && !isBelow(city, code, left))
  if (kept.length === 0)
    problems.addAt('/leaveOut', 'no category is left, leave out fewer')
  return { ...shapes, categories: Object.fromEntries(kept) }
}
