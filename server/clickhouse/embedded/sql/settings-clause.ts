import { EngineException } from '../engine-exception.ts'
import { quoteString } from './quote.ts'

const NAME = /^[a-z_]\w*$/i

/**
 * `a = '1', b = 'x'`: the settings of one statement. They go into its text and never through
 * SET, which would stay with the session and reach the next request.
 * @throws {EngineException} BAD_ARGUMENTS when a name is not a setting's name
 */
export function buildSettingsList(settings: ReadonlyMap<string, string>): string {
  return Array.from(settings, ([name, value]) => {
    if (!NAME.test(name))
      throw new EngineException('BAD_ARGUMENTS', `${JSON.stringify(name)} cannot be the name of a setting.`)
    return `${name} = ${quoteString(value)}`
  }).join(', ')
}
