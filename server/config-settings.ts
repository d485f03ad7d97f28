import { nearestWord } from './nearest-word.ts'

/** One environment variable. */
export interface Setting<Value> {
  default: Value
  /** What it may be, for the error message and docs/operations.md. */
  allowed: string
  /** The value, or undefined when the text is not allowed. */
  parse: (text: string) => Value | undefined
}

type Settings = Record<string, Setting<unknown>>
type Values<S extends Settings> = { [Key in keyof S]: S[Key]['default'] }

const PREFIX = 'GRIDWALL_'

/** Everything that is wrong with the environment, one line a key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map(line => `  ${line}`).join('\n')}`)
  }
}

/**
 * An empty variable counts as absent. Values never appear in messages: some of them are secrets.
 * `crossCheck` answers problems between settings; it sees the keys that could be read.
 */
export function readSettings<S extends Settings>(
  settings: S,
  env: Readonly<Record<string, string | undefined>>,
  crossCheck: (values: Partial<Values<S>>) => string[],
): Values<S> {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(settings)) {
    const given = env[key]
    const value = given === undefined || given === '' ? setting.default : setting.parse(given)
    if (value === undefined)
      problems.push(`${key}: must be ${setting.allowed}`)
    else
      values[key] = value
  }
  for (const key of Object.keys(env).filter(key => key.startsWith(PREFIX) && !(key in settings)))
    problems.push(`${key}: is not known; did you mean ${nearestWord(key, Object.keys(settings))}?`)
  problems.push(...crossCheck(values as Partial<Values<S>>))
  if (problems.length > 0)
    throw new ConfigError(problems)
  return values as Values<S>
}
