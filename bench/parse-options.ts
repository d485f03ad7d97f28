import { parseArgs } from 'node:util'

const COUNT = /^[1-9]\d{0,6}$/

export interface Options<Name extends string> {
  names: Name[]
  short: boolean
  jsonFile: string | null
  profileDir: string | null
  /** Events a second, seconds and screens instead of the bench's own; null: its own. */
  rate: number | null
  seconds: number | null
  screens: number | null
}

/** The command line cannot be read. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads `NAME… [--short] [--json FILE] …`. Throws UsageError. */
export function parseOptions<Name extends string>(
  args: readonly string[],
  known: readonly Name[],
): Options<Name> {
  const { values, positionals } = read(args)
  if (positionals.length === 0)
    throw new UsageError(`Name a bench: ${[...known, 'all'].join(', ')}.`)
  const unknown = positionals.find(name => name !== 'all' && !known.includes(name as Name))
  if (unknown !== undefined)
    throw new UsageError(`There is no bench ${unknown}; there are ${[...known, 'all'].join(', ')}.`)
  return {
    names: positionals.includes('all') ? [...known] : positionals as Name[],
    short: values.short ?? false,
    jsonFile: values.json ?? null,
    profileDir: values['cpu-prof'] ?? null,
    rate: readCount('--rate', values.rate),
    seconds: readCount('--seconds', values.seconds),
    screens: readCount('--screens', values.screens),
  }
}

function readCount(name: string, text: string | undefined): number | null {
  if (text === undefined)
    return null
  if (!COUNT.test(text))
    throw new UsageError(`${name} is '${text}', give a whole number from 1 to 9999999.`)
  return Number(text)
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'short': { type: 'boolean' },
        'json': { type: 'string' },
        'cpu-prof': { type: 'string' },
        'rate': { type: 'string' },
        'seconds': { type: 'string' },
        'screens': { type: 'string' },
      },
    })
  }
  catch (error) {
    throw new UsageError((error as Error).message)
  }
}
