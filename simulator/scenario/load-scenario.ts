import type { Problems as ProblemsType } from '../../city/problems.ts'
import type { EpisodeKind, ScenarioFile } from './scenario-file.ts'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseJson } from '../../city/parse-json.ts'
import { Problems } from '../../city/problems.ts'
import { checkShape } from '../../city/shape-problems.ts'
import { HOME } from '../../programs/home.ts'
import { SimError } from '../sim-error.ts'
import { EPISODE_SCHEMAS, ScenarioFileSchema } from './scenario-file.ts'

const DELIVERED = path.join(HOME, 'simulator/scenarios')
const KINDS = Object.keys(EPISODE_SCHEMAS) as EpisodeKind[]

/** A scenario as it stands in its file, and where to tell of what is wrong with it. */
export interface LoadedScenario { readonly file: ScenarioFile, readonly problems: ProblemsType }

/**
 * Reads a scenario from a file, or one of simulator/scenarios/ by its name.
 * Throws SimError `scenario_invalid` with every problem of its shape.
 */
export async function loadScenario(name: string): Promise<LoadedScenario> {
  const file = await find(name)
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new SimError('scenario_invalid', `cannot read the scenario: ${error.message}`)
  })
  const problems = new Problems(path.basename(file), text)
  const value = parseJson(text, problems)
  if (value !== undefined && checkShape(ScenarioFileSchema, value, '', problems))
    (value as { episodes: unknown[] }).episodes.forEach((e, i) => checkEpisode(e, i, problems))
  throwProblems(problems)
  return { file: value as ScenarioFile, problems }
}

/** Throws SimError `scenario_invalid` when there are problems. */
export function throwProblems(problems: ProblemsType): void {
  const found = problems.list()
  if (found.length > 0)
    throw new SimError('scenario_invalid', `the scenario does not fit:\n${found.join('\n')}`)
}

async function find(name: string): Promise<string> {
  const delivered = path.join(DELIVERED, `${name}.json`)
  if (existsSync(name))
    return name
  if (existsSync(delivered))
    return delivered
  const names = (await readdir(DELIVERED)).map(file => path.basename(file, '.json')).sort()
  throw new SimError('usage', `'${name}' is no file and no scenario of this package, `
    + `give a file or one of ${names.join(', ')}`)
}

function checkEpisode(episode: unknown, i: number, problems: ProblemsType): void {
  const at = `/episodes/${i}`
  const { kind } = episode as { kind?: unknown }
  const known = KINDS.find(candidate => candidate === kind)
  if (known === undefined)
    problems.addAt(at, `${at}/kind must be one of ${KINDS.join(', ')}`)
  else
    checkShape(EPISODE_SCHEMAS[known], episode, at, problems)
}
