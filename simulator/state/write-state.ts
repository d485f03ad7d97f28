import { rename, writeFile } from 'node:fs/promises'
import { SimError } from '../sim-error.ts'

/** Replaces a --state file as a whole: a crash leaves the old one or the new one. */
export async function writeState(file: string, state: object): Promise<void> {
  try {
    await writeFile(`${file}.new`, `${JSON.stringify(state)}\n`, { flush: true })
    await rename(`${file}.new`, file)
  }
  catch (error) {
    throw new SimError('out_unwritable', `cannot write --state: ${(error as Error).message}`)
  }
}
