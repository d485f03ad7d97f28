import type { Page } from 'playwright-core'
import type { Frame } from '../../../contract/frame.ts'
import type { ProfileBody } from '../../../contract/profile.ts'

/** Charts follow a new size after a tenth of a second. */
const SETTLE_MS = 120
const MOST_LOOKS = 400
/** Longer than the clock of a wall stands. */
const STILL_MS = 1300
const STILL_LOOKS = 4
const TWO_PICTURES = `new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))`
/** Runs in the page: where things are, but for the clock. */
const PLACES = `Array.from(document.querySelectorAll('.stage *'), (element) => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [x, y, width, height].map(Math.round).join()
}).join(';')`

/** A frame for every region that the profile's scenes show. */
export function framesOf(
  profile: ProfileBody,
  build: (profile: ProfileBody, scope: string) => Frame,
): Frame[] {
  const scopes = profile.scenes.flatMap(({ scope }) => scope ?? [])
  return Array.from(new Set([profile.root, ...scopes]), scope => build(profile, scope))
}

/** Shows every scene in turn, drawn to the end, and looks at each. */
export async function walkScenes(
  page: Page,
  profile: ProfileBody,
  look: (scene: string) => Promise<void>,
): Promise<void> {
  for (const [i, { id }] of profile.scenes.entries()) {
    await page.keyboard.press(String(i + 1))
    await page.waitForSelector(`main[data-scene="${id}"]`)
    await until(page, `document.querySelector('.bone, .waits') === null`)
    await look(id)
  }
}

/** How many elements the page has, once two looks in a row find the same. */
export async function restingElements(page: Page): Promise<number> {
  let before = -1
  for (let i = 0; i < MOST_LOOKS; i++) {
    const now = await page.locator('*').count()
    if (now === before)
      return now
    before = now
    await page.waitForTimeout(2 * SETTLE_MS)
    // On a busy machine no picture may have been made meanwhile, and what goes is still there.
    await page.evaluate(TWO_PICTURES)
  }
  throw new Error('The page never came to rest')
}

/** Gives the wall another size and waits until nothing moves any more. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  let before = ''
  for (let i = 0; i < MOST_LOOKS; i++) {
    await page.waitForTimeout(SETTLE_MS)
    // On a busy machine no picture may have been made meanwhile, and nothing measured anew.
    await page.evaluate(TWO_PICTURES)
    const now = await page.evaluate<string>(PLACES)
    if (now === before)
      return
    before = now
  }
  throw new Error(`The wall never came to rest at ${width}x${height}`)
}

/** A face that comes late changes one picture; what moves changes every one. */
export async function standsStill(page: Page): Promise<boolean> {
  let before = await page.screenshot()
  for (let look = 0; look < STILL_LOOKS; look++) {
    await page.waitForTimeout(STILL_MS)
    const now = await page.screenshot()
    if (before.equals(now))
      return true
    before = now
  }
  return false
}

/** The page forbids itself to evaluate strings, so it is asked from outside. */
export async function until(page: Page, condition: string, timeoutMs = 90_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (await page.evaluate<boolean>(condition) !== true) {
    if (performance.now() > end)
      throw new Error(`Never became true: ${condition}`)
    await page.waitForTimeout(50)
  }
}
