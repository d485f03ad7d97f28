import type { GenerateOptions } from './generate/run-generate.ts'
import type { ReplayOptions } from './replay/run-replay.ts'
import type { Destination } from './sinks/create-sink.ts'
import { parseArgs } from 'node:util'
import { SimError } from './sim-error.ts'

export type Command
  = | { command: 'replay', options: ReplayOptions }
    | { command: 'generate', options: GenerateOptions }
    | { command: 'help' }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
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
const ZONED = /T.*(?:Z|[+-]\d\d:\d\d)$/

/** Reads the command line (without node and the script). Throws SimError `usage`. */
export function parseOptions(args: readonly string[]): Command {
  const [command, ...rest] = args
  if (command === undefined || command === 'help' || command === '--help')
    return { command: 'help' }
  if (command === 'replay')
    return parseReplay(rest)
  if (command === 'generate')
    return parseGenerate(rest)
  throw new SimError('usage', `'${command}' is no command, use replay or generate`)
}

function parseReplay(args: string[]): Command {
  const values = usable(() => parseArgs({ args, options: REPLAY }).values)
  if (values.help)
    return { command: 'help' }
  const { speed = 'max', shift = 'none' } = values
  if (shift !== 'none' && shift !== 'days')
    throw new SimError('usage', `--shift is '${shift}', give none or days`)
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
      liveRate: values.live ? toNumber('--rate', values.rate ?? '5', 0.01, 100_000) : undefined,
      destination: toDestination(values),
    },
  }
}

function usable<T>(parse: () => T): T {
  try {
    return parse()
  }
  catch (error) {
    throw new SimError('usage', (error as Error).message)
  }
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new SimError('usage', `${name} is missing, give it a value`)
  return value
}

function toNumber(name: string, value: string, min: number, max: number): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!(number >= min && number <= max))
    throw new SimError('usage', `${name} is '${value}', give a number from ${min} to ${max}`)
  return number
}

function toWhole(name: string, value: string, min: number, max: number): number {
  const number = toNumber(name, value, min, max)
  if (!Number.isInteger(number))
    throw new SimError('usage', `${name} is '${value}', give a whole number`)
  return number
}

function toTime(name: string, value: string): number {
  const time = Date.parse(value)
  if (Number.isNaN(time) || !ZONED.test(value)) {
    throw new SimError('usage', `${name} is '${value}', give a time with its zone `
      + 'such as 2026-11-21T18:00:00+08:00')
  }
  return time
}

type Given = Partial<Record<'to' | 'token' | 'out', string | undefined>>

function toDestination({ to, token, out }: Given): Destination {
  if ((to === undefined) === (out === undefined))
    throw new SimError('usage', 'give one of --to URL and --out FILE')
  if (out !== undefined)
    return { out: required('--out', out) }
  const server = required('--to', to)
  if (!URL.canParse(server) || !server.startsWith('http'))
    throw new SimError('usage', `--to is '${server}', give an address such as http://localhost:8080`)
  return { to: server, token: required('--token', token) }
}
