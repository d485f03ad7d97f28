import type { Page } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Runs in the page; the scene that waits behind the shown one is nobody's business yet. */
const RUN = `axe.run({ exclude: ['.waits'] }, { resultTypes: ['violations'] })
  .then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`

/** What axe-core calls serious or critical, each with the places where it is found. */
export async function graveFindings(page: Page): Promise<string[]> {
  if (!await page.evaluate<boolean>(`'axe' in window`))
    await page.evaluate(source)
  return page.evaluate<string[]>(RUN)
}
