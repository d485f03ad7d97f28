import type { Page } from 'playwright-core'
import type { ShowOptions } from './support/stage.ts'
import { describe, expect, it } from 'vitest'
import { buildAlarm, buildBoard } from '../fixtures/frames/build-alarm.ts'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { measure, overlaps } from './support/measure.ts'
import { restingElements, until } from './support/scene-walk.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const SCENES = ['overview', 'loop', 'opinion', 'area', 'map']

/** The city, and the region that its scene 辖区 shows. */
async function open(options: ShowOptions = {}) {
  const { profile } = stage.city('dongying')
  const frames = [
    buildFrame(profile, '370500'),
    buildFrame(profile, '370502', { perDay: 420, seed: 3 }),
  ]
  return stage.show('dongying', frames, { query: 'motion=off', ...options })
}

async function shows(page: Page, scene: string): Promise<void> {
  await page.waitForSelector(`main[data-scene="${scene}"]`)
  // Nothing that is asked for is still on its way.
  await until(page, `document.querySelector('.bone') === null`)
}

async function expectReadable(page: Page, floorPx: number, where: string): Promise<void> {
  const { texts, scrolls } = await measure(page)
  const said = (wrong: typeof texts) => wrong.map(text => `${where} ${text.panel}: ${text.text}`)
  expect(texts.length, where).toBeGreaterThan(30)
  expect(scrolls, where).toBe(false)
  expect(said(texts.filter(text => text.size < floorPx))).toEqual([])
  expect(said(texts.filter(text => text.outside))).toEqual([])
  expect(said(texts.filter(text => text.clipped))).toEqual([])
  expect(overlaps(texts).map(pair => `${where} ${pair}`)).toEqual([])
}

describe.each([
  // Sizes without known millimetres are in acceptance.test.ts.
  { width: 3840, height: 1080, floorPx: 37, query: '&wallMm=4800&viewM=5' },
])('on $width x $height $query', ({ width, height, floorPx, query }) => {
  it('sets every word of every scene readable and whole', async () => {
    const { page, complaints } = await open({
      width,
      height,
      query: `motion=off&scene=opinion${query}`,
      panel: 'satisfaction',
    })
    for (const scene of [...SCENES.slice(2), ...SCENES.slice(0, 2)]) {
      await shows(page, scene)
      await expectReadable(page, floorPx, scene)
      await page.keyboard.press('ArrowRight')
    }
    expect(complaints).toEqual([])
  })
})

/** Runs inside the page: notes which scene is shown when the next one's panel first exists. */
const WATCH = `new MutationObserver((_, self) => {
  if (!document.querySelector('[data-panel="flow"]'))
    return
  self.disconnect()
  const main = document.querySelector('main')
  const hidden = document.querySelector('.waits [data-panel="flow"]') !== null
  window.drawnBehind = hidden ? main.dataset.scene : 'nothing'
}).observe(document.body, { childList: true, subtree: true })`

it('draws the next scene behind the shown one, and then shows it', async () => {
  const { page } = await open()
  await page.evaluate(WATCH)
  await page.keyboard.press('ArrowRight')
  await shows(page, 'loop')
  expect(await page.evaluate('window.drawnBehind')).toBe('overview')
  expect(await page.locator('[data-panel="flow"]').isVisible()).toBe(true)
  expect(await page.locator('[data-panel="overdue"]').count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('scene')).toBe('loop')
})

it('leads through scenes and regions by keys, and explains them', async () => {
  const { page } = await open()
  await page.keyboard.press('ArrowLeft')
  await shows(page, 'map')
  await page.keyboard.press('4')
  await shows(page, 'area')
  await stage.reads(page, '[data-panel="header"] [aria-current]', /东营区/)
  // Up from the region of the scene is the city, which the first scene shows.
  await page.keyboard.press('ArrowUp')
  await shows(page, 'overview')
  await page.keyboard.press('h')
  await page.locator('[data-scene-pick="loop"]').click()
  await shows(page, 'loop')
  expect(await page.locator('[data-panel="help"]').count()).toBe(0)
})

it('asks for what a scene needs while it is shown, and for nothing before', async () => {
  const { page, server } = await open()
  expect([...server.askedAnswers.keys()]).toEqual([])
  await page.keyboard.press('2')
  await shows(page, 'loop')
  expect([...server.askedAnswers.keys()].sort()).toEqual(['step_times', 'urged', 'whistles'])
  // Two panels show the whistles; they are asked for once.
  expect(server.askedAnswers.get('whistles')).toBe(1)
})

it('keeps no node of scenes that came and went', async () => {
  const { page, server } = await open()
  // A frame that ages would add its clock to every panel.
  const stop = ['370500', '370502'].map(scope => server.keepAlive(scope, 500))
  const elements = async () => restingElements(page)
  const round = async () => {
    for (const scene of ['loop', 'opinion', 'area', 'map', 'overview']) {
      await page.keyboard.press('ArrowRight')
      await shows(page, scene)
    }
  }
  await round()
  const once = await elements()
  await round()
  await expect.poll(elements).toBe(once)
  stop.forEach(end => end())
})

it('speaks English where the address asks for it', async () => {
  const { page, server } = await open({ query: 'motion=off&scene=loop&lang=en', panel: 'flow' })
  await stage.reads(page, '[data-panel="header"] .scene', /The loop/)
  await stage.reads(page, '[data-panel="urged"] h2', /Urged/)
  await stage.reads(page, '[data-panel="flow"] .step', /Triage/)
  await stage.reads(page, '[data-panel="header"] h1', /Dongying Grid Command Centre/)
  server.alarm(buildBoard('370500', [buildAlarm('a', { severity: 'critical' })]))
  await stage.reads(page, '[data-test="alarm"]', /Critical\s*东营区\s*18 overdue\s*limit 15/)
})

it.each([1920, 3840])('writes names of types whole in English, %i wide', async (width) => {
  const { page } = await open({
    width,
    height: width * 9 / 16,
    query: 'motion=off&scene=opinion&lang=en',
    panel: 'rates-category',
  })
  await stage.reads(page, '[data-panel="rates-category"]', /Markets/)
  const cut = await page.evaluate<string[]>(`Array.from(
    document.querySelectorAll('[data-panel^="rates"] .name'),
    name => name.scrollWidth > name.clientWidth ? name.textContent : '').filter(Boolean)`)
  expect(cut).toEqual([])
})

it.each(['empty', 'extreme', 'partial', 'behind', 'error'])('every panel of the gallery is whole when %s', async (state) => {
  const { page, complaints } = await open({
    path: 'gallery',
    query: `state=${state}`,
    panel: 'gallery',
    height: 9000,
  })
  await page.waitForSelector('[data-gallery]')
  await expectReadable(page, 20, state)
  expect(complaints).toEqual([])
})

it.each([
  { width: 3840, height: 2160, seams: [1920, 2880] },
  { width: 3840, height: 1080, seams: [1920] },
])('ends figures on the seams of a wall of eight displays, $width x $height', async (wall) => {
  const { seams, ...size } = wall
  const { page } = await open({ ...size, query: 'motion=off&bezels=4x2&bezelMm=3.5' })
  await shows(page, 'overview')
  const cells = page.locator('[data-panel="summary"] .cell')
  expect(await cells.count()).toBe(5)
  const boxes = await Promise.all(Array.from({ length: 5 }, async (_, i) =>
    cells.nth(i).boundingBox()))
  const starts = boxes.map(box => box!.x)
  for (const seam of seams)
    expect(starts.filter(start => Math.abs(start - seam) < 2), `${seam}`).toHaveLength(1)
  // Nothing had to give up its words for it.
  const cut = await page.evaluate<string[]>(`Array.from(
    document.querySelectorAll('[data-panel="summary"] .cut'),
    part => part.scrollWidth > part.clientWidth ? part.textContent : '').filter(Boolean)`)
  expect(cut).toEqual([])
})

it('the test card counts pictures and draws the seams', async () => {
  const { page } = await open({
    path: 'testcard',
    query: 'bezels=4x2&wallMm=4800',
    panel: 'testcard',
  })
  expect(await page.locator('.seam').count()).toBe(4)
  await stage.reads(page, '[data-panel="testcard"] dd', /2\.50 mm/)
  await stage.reads(page, '[data-frames]', /^\s*[1-9]/)
})

it('ends a short list of late cases in words, below its rows', async () => {
  const frame = buildFrame(stage.city('dongying').profile, '370503')
  const { overdue } = frame.panels
  const one = overdue.overdue.slice(0, 1)
  Object.assign(overdue, { overdue: one, total: 1, dueSoon: [], dueSoonTotal: 0 })
  const { page } = await stage.show('dongying', [frame], {
    query: 'motion=off&scene=map&scope=370503',
    panel: 'focus',
    width: 3840,
  })
  await stage.reads(page, '[data-panel="overdue"]', /其余在办均未临期/)
  const row = await page.locator('[data-panel="overdue"] li').boundingBox()
  const words = await page.getByText('其余在办均未临期').boundingBox()
  expect(words!.y).toBeGreaterThanOrEqual(row!.y + row!.height - 1)
})
