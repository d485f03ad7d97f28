import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { BUILT_VARIABLE } from '../../../scripts/verify/built-variable.ts'

/** Builds the page once for all files of a run. */
export default async function buildPage(): Promise<void> {
  if (process.env[BUILT_VARIABLE] !== undefined)
    return
  await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
  })
}
