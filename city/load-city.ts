import type { AlarmRules } from '../contract/alarm-rules.ts'
import type { CalendarRules } from '../contract/calendar.ts'
import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { Region } from '../contract/profile.ts'
import type { Scenes } from '../contract/scene.ts'
import type { City, Outlines } from './city.ts'
import type { ProfileFile } from './profile-file.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { CalendarRules as CalendarRulesSchema } from '../contract/calendar.ts'
import { buildCity } from './build-city.ts'
import { buildRegions } from './build-regions.ts'
import { checkCalendar, PLAIN_CALENDAR } from './check-calendar.ts'
import { checkOutlines } from './check-outlines.ts'
import { checkProfile } from './check-profile.ts'
import { CityError } from './city-error.ts'
import { parseJson } from './parse-json.ts'
import { Problems } from './problems.ts'
import { PROFILE_LISTS, ProfileScalars } from './profile-file.ts'
import { NO_ALARMS, readAlarms } from './read-alarms.ts'
import { readMetrics } from './read-metrics.ts'
import { readRegions } from './read-regions.ts'
import { DEFAULT_SCENES, readScenes } from './read-scenes.ts'
import { checkShape } from './shape-problems.ts'

/**
 * Loads a profile folder: profile.json, metrics.json, regions.csv and, where it has them,
 * calendar.json, alarms.json, scenes.json and outlines.geojson.
 * Throws CityError `profile_invalid` with every problem of every file.
 */
export async function loadCity(directory: string): Promise<City> {
  const found: string[] = []
  const profile = await loadProfile(directory, found)
  const regions = await loadRegions(directory, profile, found)
  const metrics = await loadMetrics(directory, found)
  const calendar = await loadCalendar(directory, profile, found)
  const alarms = await loadAlarms(directory, profile, metrics, found)
  const scenes = await loadScenes(directory, profile, regions, found)
  const outlines = await loadOutlines(directory, regions, found)
  if (found.length > 0 || !profile || !calendar) {
    const count = found.length === 1 ? 'a problem' : `${found.length} problems`
    throw new CityError('profile_invalid', `${directory} has ${count}:\n${found.join('\n')}`, found)
  }
  return buildCity(profile, regions, { metrics, calendar, alarms, scenes, outlines })
}

async function loadProfile(directory: string, found: string[]): Promise<ProfileFile | null> {
  const text = await read(directory, 'profile.json', found)
  if (text === null)
    return null
  const problems = new Problems('profile.json', text)
  const profile = toProfile(parseJson(text, problems), problems)
  if (profile)
    checkProfile(profile, problems)
  found.push(...problems.list())
  return profile
}

function toProfile(value: unknown, problems: Problems): ProfileFile | null {
  if (value === undefined || !checkShape(ProfileScalars, value, '', problems))
    return null
  const lists = value as Record<keyof typeof PROFILE_LISTS, unknown[]>
  let ok = true
  for (const list of Object.keys(PROFILE_LISTS) as (keyof typeof PROFILE_LISTS)[]) {
    lists[list].forEach((item, i) => {
      ok = checkShape(PROFILE_LISTS[list], item, `/${list}/${i}`, problems) && ok
    })
  }
  return ok ? value as ProfileFile : null
}

async function loadRegions(
  directory: string,
  profile: ProfileFile | null,
  found: string[],
): Promise<Map<string, Region>> {
  const text = await read(directory, 'regions.csv', found)
  if (text === null || !profile)
    return new Map()
  const problems = new Problems('regions.csv')
  const regions = buildRegions(readRegions(text, problems), profile.levels, problems)
  found.push(...problems.list())
  return regions
}

async function loadMetrics(directory: string, found: string[]): Promise<MetricDefinition[]> {
  const text = await read(directory, 'metrics.json', found)
  if (text === null)
    return []
  const problems = new Problems('metrics.json', text)
  const metrics = readMetrics(parseJson(text, problems), problems)
  found.push(...problems.list())
  return metrics
}

/** Where there is no file: days from midnight, periods from the first, office hours. */
async function loadCalendar(
  directory: string,
  profile: ProfileFile | null,
  found: string[],
): Promise<CalendarRules | null> {
  const text = await read(directory, 'calendar.json', found, 'optional')
  if (text === null)
    return PLAIN_CALENDAR
  const problems = new Problems('calendar.json', text)
  const value = parseJson(text, problems)
  let rules: CalendarRules | null = null
  if (value !== undefined && checkShape(CalendarRulesSchema, value, '', problems)) {
    rules = value as CalendarRules
    checkCalendar(rules, profile?.categories ?? [], problems)
  }
  found.push(...problems.list())
  return rules
}

/** Where there is no file nothing is worth an alarm. */
async function loadAlarms(
  directory: string,
  profile: ProfileFile | null,
  metrics: readonly MetricDefinition[],
  found: string[],
): Promise<AlarmRules> {
  const text = await read(directory, 'alarms.json', found, 'optional')
  if (text === null || !profile)
    return NO_ALARMS
  const problems = new Problems('alarms.json', text)
  const alarms = readAlarms(parseJson(text, problems), { profile, metrics }, problems)
  found.push(...problems.list())
  return alarms
}

async function loadScenes(
  directory: string,
  profile: ProfileFile | null,
  regions: ReadonlyMap<string, Region>,
  found: string[],
): Promise<Scenes> {
  const text = await read(directory, 'scenes.json', found, 'optional')
  if (text === null)
    return DEFAULT_SCENES
  const problems = new Problems('scenes.json', text)
  const scenes = readScenes(parseJson(text, problems), profile, regions, problems)
  found.push(...problems.list())
  return scenes
}

async function loadOutlines(
  directory: string,
  regions: ReadonlyMap<string, Region>,
  found: string[],
): Promise<Outlines | null> {
  const text = await read(directory, 'outlines.geojson', found, 'optional')
  if (text === null)
    return null
  const problems = new Problems('outlines.geojson', text)
  const value = parseJson(text, problems)
  if (value !== undefined && regions.size > 0)
    checkOutlines(value, regions, problems)
  found.push(...problems.list())
  return value as Outlines
}

async function read(
  directory: string,
  file: string,
  found: string[],
  need: 'required' | 'optional' = 'required',
): Promise<string | null> {
  try {
    return await readFile(path.join(directory, file), 'utf8')
  }
  catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      found.push(`${file}:1: cannot be read (${code}), check its permissions`)
    else if (need === 'required')
      found.push(`${file}:1: is missing in ${directory}, add it or give another directory`)
    return null
  }
}
