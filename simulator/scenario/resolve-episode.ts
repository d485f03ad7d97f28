import type Type from 'typebox'
import type { Problems } from '../../city/problems.ts'
import type { Names } from './names.ts'
import type { EpisodeFile, SurgeSchema } from './scenario-file.ts'
import type { Episode, Surge, Which } from './scenario.ts'
import { offsetMs } from './offset.ts'

const PLACE = /\{(\w+)\}/g

/** An episode with codes and milliseconds. `at` is its JSON pointer. */
export function resolveEpisode(
  file: EpisodeFile,
  names: Names,
  at: string,
  problems: Problems,
): Episode | null {
  const span = { from: offsetMs(file.from), to: offsetMs(file.to) }
  switch (file.kind) {
    case 'surge':
      return resolveSurge(file, names, at, problems)
    case 'season': {
      const { kind, factor, handling = 1 } = file
      return { kind, ...span, ...whichOf(file, names, at), factor, handling }
    }
    case 'silence': {
      const departments = names.list('department', file.departments, `${at}/departments`) ?? []
      return { kind: file.kind, ...span, departments, catchUpMs: offsetMs(file.catchUp) }
    }
    case 'slump':
      return { kind: file.kind, ...span, ...whichOf(file, names, at), share: file.share }
    case 'duplicates': {
      const { kind, share, copies, within } = file
      const channels = names.list('channel', file.channels, `${at}/channels`)
      return { kind, ...span, channels, share, copies, withinMs: offsetMs(within) }
    }
    case 'blackout': {
      const channels = names.list('channel', file.channels, `${at}/channels`)
      const regions = names.list('region', file.regions, `${at}/regions`)
      return { kind: file.kind, ...span, channels, regions, catchUpMs: offsetMs(file.catchUp) }
    }
  }
}

function whichOf(
  { categories, regions }: { categories?: string[], regions?: string[] },
  names: Names,
  at: string,
): Which {
  return {
    categories: names.list('category', categories, `${at}/categories`),
    regions: names.list('region', regions, `${at}/regions`),
  }
}

function resolveSurge(
  file: Type.Static<typeof SurgeSchema>,
  names: Names,
  at: string,
  problems: Problems,
): Surge {
  const span = { from: offsetMs(file.from), to: offsetMs(file.to) }
  const riseMs = offsetMs(file.rise ?? '00:00')
  const fallMs = offsetMs(file.fall ?? '00:00')
  if (riseMs + fallMs > span.to - span.from)
    problems.addAt(at, 'the surge rises and falls for longer than it lasts, shorten rise or fall')
  const cases = file.cases.flatMap(({ category, weight = 1, titles }, i) => {
    const code = names.one('category', category, `${at}/cases/${i}/category`)
    if (code === null)
      return []
    const shape = names.shapes.categories[code]
    if (!shape) {
      problems.addAt(`${at}/cases/${i}/category`, `generator.json has no shape for '${code}', `
      + 'name one of its categories')
      return []
    }
    checkTitles(titles ?? [], names, `${at}/cases/${i}/titles`, problems)
    return [{ kind: { code, shape: titles ? { ...shape, titles } : shape }, weight }]
  })
  return {
    kind: file.kind,
    ...span,
    cases,
    regions: names.list('region', file.regions, `${at}/regions`),
    casesPerHour: file.casesPerHour,
    riseMs,
    fallMs,
    handling: file.handling ?? 1,
  }
}

function checkTitles(
  titles: readonly string[],
  { shapes }: Names,
  at: string,
  problems: Problems,
): void {
  titles.forEach((title, i) => {
    for (const [, place = ''] of title.matchAll(PLACE)) {
      if (!(place in shapes.places))
        problems.addAt(`${at}/${i}`, `'{${place}}' is not in places of generator.json, correct it`)
    }
  })
}
