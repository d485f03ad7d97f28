import type Type from 'typebox'
import { readFile } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { SimError } from '../sim-error.ts'

/**
 * What a run kept in its --state file; null when there is none yet, which is a beginning.
 * @param file that the option names
 * @param schema what the file must hold
 * @param command whose state it is, for the message
 */
export async function readState<S extends Type.TSchema>(
  file: string,
  schema: S,
  command: string,
): Promise<Type.Static<S> | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return null
    throw new SimError('source_unreadable', `cannot read --state: ${error.message}`)
  })
  if (text === null)
    return null
  const state = parse(text)
  if (!Check(schema, state)) {
    throw new SimError('source_unreadable', `${file} is no state of ${command}, `
      + 'give --state another file or remove it')
  }
  return state
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return null
  }
}
