import { fileURLToPath } from 'node:url'
import { build } from 'vite'

let built: Promise<unknown> | undefined

/** Builds the page once for all tests of a file. */
export async function buildWeb(): Promise<void> {
  built ??= build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
  })
  await built
}
