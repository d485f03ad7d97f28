import type { ChaosShares } from './stream/chaos-shares.ts'
import { parseArgs } from 'node:util'
import { SimError } from '../sim-error.ts'
import { MAX_PRODUCERS } from './stream/case-source.ts'
import { NO_CHAOS } from './stream/chaos-shares.ts'

export interface LoadOptions {
  /** Address of the server, on loopback, without a slash at its end. */
  readonly to: string
  /** Of a source. */
  readonly token: string
  /** Null where everybody may look. */
  readonly viewToken: string | null
  /** Name in profiles/, or a folder; undefined: the server's own, by its id. */
  readonly profile: string | undefined
  /** Lines a second, of all producers together. */
  readonly rate: number
  readonly seconds: number
  readonly screens: number
  readonly browser: boolean
  readonly chaos: ChaosShares
  /** Searches the highest rate whose p99 stays within so many milliseconds; null: holds `rate`. */
  readonly findMax: { readonly boundMs: number } | null
  readonly seed: number
  /** Calendar days of history that the events are spread over. */
  readonly days: number
  /** Processes that send. */
  readonly producers: number
  /** Most scopes of the lowest level that are compared. */
  readonly scopes: number
  /** The ledger may hold something already: it is read first and counted with the rest. */
  readonly onTop: boolean
  /** File of the report as HTML; its numbers lie beside it as JSON. Null: none. */
  readonly report: string | null
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  'to': text,
  'token': text,
  'view-token': text,
  'profile': text,
  'rate': text,
  'duration': text,
  'screens': text,
  'browser': flag,
  'chaos': text,
  'find-max': flag,
  'bound': text,
  'seed': text,
  'days': text,
  'producers': text,
  'scopes': text,
  'on-top': flag,
  'report': text,
  'help': flag,
} as const

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/
const DURATION = /^(\d+(?:\.\d+)?)([smh])$/
const SECONDS = { s: 1, m: 60, h: 3600 } as const
const MAX_SECONDS = 24 * 3600
/** A producer makes and sends so many lines a second without being late by itself. */
const LINES_A_PRODUCER = 12_000
const TRAILING_SLASHES = /\/+$/
const HTML = /\.html?$/

/** Reads what follows `load`; null: help was asked for. Throws SimError `usage`. */
export function parseLoadOptions(args: readonly string[]): LoadOptions | null {
  const values = read(args)
  if (values.help)
    return null
  if (values.bound !== undefined && !values['find-max'])
    throw new SimError('usage', '--bound is for --find-max, add --find-max or leave it out')
  const rate = toNumber('--rate', values.rate ?? '1000', 1, 1_000_000)
  // A search goes beyond the rate it begins with.
  const most = values['find-max'] ? Math.max(rate, 2 * LINES_A_PRODUCER) : rate
  const producers = values.producers ?? String(Math.ceil(most / LINES_A_PRODUCER))
  const { report = null } = values
  if (report !== null && !HTML.test(report))
    throw new SimError('usage', `--report is '${report}', give a file that ends in .html`)
  return {
    to: toLoopback(values.to),
    token: required('--token', values.token),
    viewToken: values['view-token'] ?? null,
    profile: values.profile,
    rate,
    seconds: toSeconds(values.duration ?? '1m'),
    screens: toWhole('--screens', values.screens ?? '0', 0, 100_000),
    browser: values.browser ?? false,
    chaos: toChaos(values.chaos),
    findMax: values['find-max']
      ? { boundMs: toNumber('--bound', values.bound ?? '500', 1, 60_000) }
      : null,
    seed: toWhole('--seed', values.seed ?? '1', 0, 199_999),
    days: toWhole('--days', values.days ?? '30', 1, 3660),
    producers: toWhole('--producers', producers, 1, MAX_PRODUCERS),
    scopes: values.scopes === 'all' ? Infinity : toWhole('--scopes', values.scopes ?? '100', 0, 1e6),
    onTop: values['on-top'] ?? false,
    report,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
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

/** Load is for the machine in front of you, never for somebody else's. */
function toLoopback(value: string | undefined): string {
  const url = required('--to', value)
  const isAddress = URL.canParse(url) && new URL(url).protocol === 'http:'
  if (!isAddress || !LOOPBACK.test(new URL(url).hostname)) {
    throw new SimError('usage', `--to is '${url}', and load goes to this machine only: give an `
      + 'address such as http://127.0.0.1:3000')
  }
  return url.replace(TRAILING_SLASHES, '')
}

function toSeconds(value: string): number {
  const [, amount, unit] = DURATION.exec(value) ?? []
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS]
  if (!(seconds >= 1 && seconds <= MAX_SECONDS))
    throw new SimError('usage', `--duration is '${value}', give a time from 1s to 24h such as 90s or 10m`)
  return seconds
}

function toChaos(value: string | undefined): ChaosShares {
  const shares: Record<string, number> = { ...NO_CHAOS }
  for (const part of value?.split(',') ?? []) {
    const [name = '', percent = ''] = part.split('=')
    if (!Object.hasOwn(NO_CHAOS, name)) {
      throw new SimError('usage', `--chaos has '${part}', give percents of dup, late, shuffle and `
        + 'bad such as dup=5,late=2,shuffle=5,bad=1')
    }
    shares[name] = toNumber(`--chaos ${name}`, percent, 0, 50) / 100
  }
  return shares as unknown as ChaosShares
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
