import type { Page } from 'playwright-core'
import type { Frame } from '../../contract/frame.ts'
import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { framesOf, restingElements, until, walkScenes } from './support/scene-walk.ts'
import { useStage } from './support/stage.ts'

/** Frames that follow one another in each scene, and then begin anew: all panels in each differ. */
const FRAMES = 8
const MEBIBYTE = 1024 ** 2
const stage = useStage()

interface Held { nodes: number, listeners: number, charts: number, heapMiB: number }

/** What the page holds after a forced collection. */
async function held(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  const charts = await page.locator('[_echarts_instance_]').count()
  return { nodes, listeners: jsEventListeners, charts, heapMiB: usedSize / MEBIBYTE }
}

it('holds on to nothing of the scenes and frames that went by', async () => {
  const { profile } = stage.city('dongying')
  const { page, server } = await stage.show('dongying', framesOf(profile, buildFrame), {
    query: `scope=${profile.root}`,
  })
  const days = Array.from({ length: FRAMES }, (_, i): Frame =>
    buildFrame(profile, profile.root, { seed: i, perDay: 1200 + 40 * i }))
  let sent = 0
  const rounds = async (n: number): Promise<Held> => {
    for (let i = 0; i < n; i++) {
      await walkScenes(page, profile, async () => {
        for (const { panels } of days) {
          const events = panels.latest.events.map(event => ({ ...event, id: `${sent}-${event.id}` }))
          server.tick(profile.root, { ...panels, latest: { ...panels.latest, events } })
          // As fast as the page draws, so that none is passed over.
          await page.evaluate('new Promise(done => requestAnimationFrame(() => done()))')
          sent++
        }
      })
    }
    await page.keyboard.press('1')
    await until(page, `document.querySelector('main[data-scene="overview"]') !== null
      && document.querySelector('.waits, .bone') === null`)
    // The scene before has gone when nothing goes any more.
    await restingElements(page)
    return held(page)
  }
  const before = await rounds(1)
  const after = await rounds(2)
  expect(after.charts).toBe(before.charts)
  // A scene has several hundred nodes, and a listener or more for each chart.
  expect(after.nodes - before.nodes).toBeLessThan(150)
  // What still moves listens for its end.
  const more = async () => (await held(page)).listeners - before.listeners
  await expect.poll(more, { timeout: 30_000 }).toBeLessThan(5)
  expect(after.heapMiB - before.heapMiB).toBeLessThan(5)
})
