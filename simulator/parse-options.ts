import type { FollowOptions } from './follow/run-follow.ts'
import type { GenerateOptions } from './generate/run-generate.ts'
import type { RecordOptions } from './record/run-record.ts'
import type { ReplayOptions } from './replay/run-replay.ts'
import type { ScaffoldOptions } from './scaffold/run-scaffold.ts'
import type { ScenarioOptions } from './scenario/run-scenario.ts'
import { parseArgs } from 'node:util'
import { parseFollow } from './follow/parse-follow.ts'
import { flag, required, text, toDestination, toNumber, toTime, toWhole, usable } from './option-values.ts'
import { parseRecord } from './record/parse-record.ts'
import { parseScaffold } from './scaffold/parse-scaffold.ts'
import { parseScenario } from './scenario/parse-scenario.ts'
import { SimError } from './sim-error.ts'

export type Command
  = | { command: 'replay', options: ReplayOptions }
    | { command: 'generate', options: GenerateOptions }
    | { command: 'scenario', options: ScenarioOptions }
    | { command: 'scaffold', options: ScaffoldOptions }
    | { command: 'record', options: RecordOptions }
    | { command: 'follow', options: FollowOptions }
    | { command: 'help' }

const BOTH = { profile: text, to: text, token: text, out: text, help: flag } as const
const REPLAY = {
  ...BOTH,
  from: text,
  mapping: text,
  speed: text,
  shift: text,
  until: text,
  warm: text,
  loop: flag,
  stay: flag,
  state: text,
} as const
const GENERATE = {
  ...BOTH,
  'days': text,
  'per-day': text,
  'seed': text,
  'end': text,
  'live': flag,
  'rate': text,
} as const

const COMMANDS = 'replay, generate, scenario, scaffold, record or follow'

/** Reads the command line (without node and the script). Throws SimError `usage`. */
export function parseOptions(args: readonly string[]): Command {
  const [command, ...rest] = args
  if (command === undefined || command === 'help' || command === '--help')
    return { command: 'help' }
  if (command === 'replay')
    return parseReplay(rest)
  if (command === 'generate')
    return parseGenerate(rest)
  if (command === 'scenario') {
    const options = parseScenario(rest)
    return options ? { command, options } : { command: 'help' }
  }
  if (command === 'scaffold') {
    const options = parseScaffold(rest)
    return options ? { command, options } : { command: 'help' }
  }
  if (command === 'record') {
    const options = parseRecord(rest)
    return options ? { command, options } : { command: 'help' }
  }
  if (command === 'follow') {
    const options = parseFollow(rest)
    return options ? { command, options } : { command: 'help' }
  }
  throw new SimError('usage', `'${command}' is no command, use ${COMMANDS}`)
}

function parseReplay(args: string[]): Command {
  const values = usable(() => parseArgs({ args, options: REPLAY }).values)
  if (values.help)
    return { command: 'help' }
  const { speed = 'max', shift = 'none' } = values
  if (shift !== 'none' && shift !== 'days')
    throw new SimError('usage', `--shift is '${shift}', give none or days`)
  if (values.state !== undefined && values.loop)
    throw new SimError('usage', '--state is for a replay that ends, leave out --loop')
  return {
    command: 'replay',
    options: {
      from: required('--from', values.from),
      profile: required('--profile', values.profile),
      mapping: values.mapping,
      speed: speed === 'max' ? speed : toNumber('--speed', speed, 0.001, 1e6),
      shift,
      loop: values.loop ?? false,
      stay: values.stay ?? false,
      state: values.state === undefined ? undefined : required('--state', values.state),
      warmDays: toNumber('--warm', values.warm ?? '0', 0, 100_000),
      until: values.until === undefined ? undefined : toTime('--until', values.until),
      destination: toDestination(values),
    },
  }
}

function parseGenerate(args: string[]): Command {
  const values = usable(() => parseArgs({ args, options: GENERATE }).values)
  if (values.help)
    return { command: 'help' }
  if (values.rate !== undefined && !values.live)
    throw new SimError('usage', '--rate is for --live, add --live or leave it out')
  return {
    command: 'generate',
    options: {
      profile: required('--profile', values.profile),
      days: toWhole('--days', values.days ?? '30', 1, 3660),
      perDay: toWhole('--per-day', values['per-day'] ?? '3000', 1, 200_000),
      seed: toWhole('--seed', values.seed ?? '1', 0, 2 ** 31 - 1),
      end: values.end === undefined ? undefined : toTime('--end', values.end),
      liveRate: values.live ? readRate(values.rate) : undefined,
      destination: toDestination(values),
    },
  }
}

function readRate(text: string | undefined): 'own' | number {
  return text === undefined ? 'own' : toNumber('--rate', text, 0.01, 100_000)
}
