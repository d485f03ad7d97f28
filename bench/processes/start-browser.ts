import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { CHROMIUMS, findChromium } from '../../simulator/load/browser/find-chromium.ts'

/** Debian's browser without a display, drawing on the processor. Throws where there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error(`needs ${CHROMIUMS.join(' or ')}: apt-get install chromium`)
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}
