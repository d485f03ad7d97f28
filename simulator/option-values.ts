import type { Destination } from './sinks/create-sink.ts'
import { SimError } from './sim-error.ts'

const ZONED = /T.*(?:Z|[+-]\d\d:\d\d)$/

/** An option with a value, and one without. */
export const text = { type: 'string' } as const
export const flag = { type: 'boolean' } as const

/** The answer of a parser of node:util; its complaint becomes SimError `usage`. */
export function usable<T>(parse: () => T): T {
  try {
    return parse()
  }
  catch (error) {
    throw new SimError('usage', (error as Error).message)
  }
}

/** A value that must be given. Throws SimError `usage`. */
export function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new SimError('usage', `${name} is missing, give it a value`)
  return value
}

/** A number within limits. Throws SimError `usage`. */
export function toNumber(name: string, value: string, min: number, max: number): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!(number >= min && number <= max))
    throw new SimError('usage', `${name} is '${value}', give a number from ${min} to ${max}`)
  return number
}

/** A whole number within limits. Throws SimError `usage`. */
export function toWhole(name: string, value: string, min: number, max: number): number {
  const number = toNumber(name, value, min, max)
  if (!Number.isInteger(number))
    throw new SimError('usage', `${name} is '${value}', give a whole number`)
  return number
}

/** Milliseconds since 1970 of a time with its zone. Throws SimError `usage`. */
export function toTime(name: string, value: string): number {
  const time = Date.parse(value)
  if (Number.isNaN(time) || !ZONED.test(value)) {
    throw new SimError('usage', `${name} is '${value}', give a time with its zone `
      + 'such as 2026-11-21T18:00:00+08:00')
  }
  return time
}

/** The options that name a destination, as parseArgs gives them. */
export type Given = Partial<Record<'to' | 'token' | 'out', string | undefined>>

/** One of --to with --token, and --out. Throws SimError `usage`. */
export function toDestination({ to, token, out }: Given): Destination {
  if ((to === undefined) === (out === undefined))
    throw new SimError('usage', 'give one of --to URL and --out FILE')
  if (out !== undefined)
    return { out: required('--out', out) }
  return { to: toServer('--to', required('--to', to)), token: required('--token', token) }
}

/** An address. Throws SimError `usage`. */
export function toServer(name: string, value: string): string {
  if (!URL.canParse(value) || !value.startsWith('http'))
    throw new SimError('usage', `${name} is '${value}', give an address such as http://localhost:8080`)
  return value
}
