import type { AuditHead } from '../../contract/audit.ts'
import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const SCOPE = '370500'
/** Run in the page. */
const CLIPPED = `(text => text.scrollWidth > text.clientWidth)(document.querySelector('.audit .cut'))`
function frame(audit: AuditHead | null) {
  return { ...buildFrame(stage.city('dongying').profile, SCOPE), audit }
}

function head(more: Partial<AuditHead> = {}): AuditHead {
  const checkedAt = `${new Date(Date.now() - 360_000 + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
  return { checkedAt, progress: 40, differences: 0, concerns: [], repaired: true, ...more }
}

it('says when the sums were checked, first how far the check is', async () => {
  const { page, server } = await stage.show('dongying', [frame(null)])
  expect(await page.locator('.audit').count()).toBe(0)
  server.tick(SCOPE, {}, { head: { audit: head({ checkedAt: null }) } })
  await stage.reads(page, '.audit', /^核对中 40%$/)
  server.tick(SCOPE, {}, { head: { audit: head() } })
  await stage.reads(page, '.audit', /^已核对 \d\d:\d\d · 0 差异$/)
})

it.each([
  [1920, 1080],
  [3840, 2160],
  [3840, 1080],
])('names the metric that was wrong, whole, at %i x %i', async (width, height) => {
  const wrong = head({ differences: 128, concerns: ['on_time@1', 'closure@1'], repaired: false })
  const { page } = await stage.show('dongying', [frame(wrong)], { width, height })
  await stage.reads(page, '.audit.alarm', /按期结案率等 差异 128 处 · 须重建/)
  const box = async (selector: string) => (await page.locator(selector).boundingBox())!
  const [title, words, header] = await Promise.all(['.header .title', '.truth .words', '.header'].map(box))
  expect(words!.x).toBeGreaterThanOrEqual(title!.x + title!.width)
  expect(words!.y).toBeGreaterThanOrEqual(header!.y)
  expect(words!.y + words!.height).toBeLessThanOrEqual(header!.y + header!.height)
  expect(await page.evaluate<boolean>(CLIPPED)).toBe(false)
})
