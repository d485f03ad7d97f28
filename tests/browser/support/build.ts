import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Set by who has built the page already: others may be reading it. */
const BUILT_VARIABLE = 'GRIDWALL_PAGE_BUILT'

/** Builds the page once for all files of a run. */
export default async function buildPage(): Promise<void> {
  if (process.env[BUILT_VARIABLE] !== undefined)
    return
  await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
  })
}
