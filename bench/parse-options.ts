import { parseArgs } from 'node:util'

export interface Options<Name extends string> {
  names: Name[]
  short: boolean
  jsonFile: string | null
  profileDir: string | null
}

/** The command line cannot be read. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads `NAME… [--short] [--json FILE] [--cpu-prof FOLDER]`. Throws UsageError. */
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
  }
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
      },
    })
  }
  catch (error) {
    throw new UsageError((error as Error).message)
  }
}
