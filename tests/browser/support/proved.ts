import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** From a number on the wall to the page that proves it. */
export const NUMBERS = /\d[\d,]*(?:\.\d+)?/g

/** What a link says in numbers: `n = 1,234` and `09:00 1,234` say 1,234. */
export async function numberOf(link: Locator): Promise<string> {
  const rolling = link.locator('.rolling')
  const text = await rolling.count() > 0
    ? await rolling.getAttribute('aria-label')
    : await link.getAttribute('aria-label') ?? await link.textContent()
  const found = text?.match(NUMBERS)?.at(-1)
  expect(found, `no number in ${JSON.stringify(text)}`).toBeDefined()
  return found!
}

/** Where a proof tells numbers: of the fraction, of its narrowing, of how many units have one. */
const TOLD = ['fraction', 'narrowed', 'units-told'].map(name => `[data-test="${name}"]`).join()

/** The numbers that the page of a proof tells. */
export async function toldBy(page: Page): Promise<string[]> {
  await page.waitForSelector('[data-page="proof"] [data-test="value"]')
  const told = await page.locator(TOLD).allTextContents()
  expect(await page.locator('.recount.differs').count()).toBe(0)
  return told.join(' ').match(NUMBERS) ?? []
}

/** Opens a link in a page of its own: the wall stays for the next one. */
export async function opened(page: Page, link: Locator): Promise<Page> {
  const [other] = await Promise.all([
    page.context().waitForEvent('page'),
    link.click({ modifiers: ['Control'] }),
  ])
  return other
}

/** By a click on the link to a proof that tells the number it shows. */
export async function leads(page: Page, panel: string, link: Locator): Promise<void> {
  // A deadline may pass between the look at the wall and the proof: then look again.
  await expect.poll(async () => {
    const shown = await numberOf(link)
    const proof = await opened(page, link)
    const told = await toldBy(proof)
    await proof.close()
    return told.includes(shown) ? '' : `${panel} ${proof.url()}: ${shown}, proof: ${told.join(' ')}`
  }, { timeout: 20_000 }).toBe('')
}
