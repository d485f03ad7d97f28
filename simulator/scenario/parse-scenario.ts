import type { ScenarioOptions } from './run-scenario.ts'
import { parseArgs } from 'node:util'
import { flag, required, text, toDestination, toNumber, toTime, toWhole, usable } from '../option-values.ts'
import { SimError } from '../sim-error.ts'

const OPTIONS = {
  profile: text,
  seed: text,
  start: text,
  speed: text,
  live: flag,
  loop: flag,
  to: text,
  token: text,
  out: text,
  help: flag,
} as const

/** Reads `scenario FILE …`; null when help is asked. Throws SimError `usage`. */
export function parseScenario(args: string[]): ScenarioOptions | null {
  const { values, positionals } = usable(() =>
    parseArgs({ args, options: OPTIONS, allowPositionals: true }))
  if (values.help)
    return null
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new SimError('usage', 'give one scenario: a file, or the name of a delivered one')
  const { live = false, loop = false, speed = live ? '1' : 'max' } = values
  if (live && values.start !== undefined)
    throw new SimError('usage', '--live begins now, leave out --start or --live')
  if (live && speed === 'max')
    throw new SimError('usage', '--live runs with the clock, give --speed a number')
  if (loop && values.out !== undefined && speed === 'max')
    throw new SimError('usage', '--loop has no end, so a file at full speed would fill the disk: give --speed a number')
  return {
    file,
    profile: values.profile === undefined ? undefined : required('--profile', values.profile),
    seed: toWhole('--seed', values.seed ?? '1', 0, 2 ** 31 - 1),
    start: values.start === undefined ? undefined : toTime('--start', values.start),
    speed: speed === 'max' ? speed : toNumber('--speed', speed, 0.001, 1e6),
    live,
    loop,
    destination: toDestination(values),
  }
}
