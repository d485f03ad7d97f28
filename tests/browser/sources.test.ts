import type { Page } from 'playwright-core'
import type { SourceFreshness } from '../../contract/sources.ts'
import { describe, expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { buildQuality } from '../fixtures/frames/build-quality.ts'
import { measure, overlaps } from './support/measure.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const frame = () => buildFrame(stage.city('dongying').profile, '370500')
const header = '[data-panel="header"]'

function source(name: string, state: SourceFreshness['state'], agoMs: number | null): SourceFreshness {
  const at = agoMs === null ? null : new Date(Date.now() - agoMs).toISOString()
  return { name, state, since: at, lastHeardAt: at, watermark: null }
}
const late = () => source('hotline-12345', 'late', 18 * 60_000)
const quiet = () => source('grid-terminal', 'quiet', 12 * 60_000)

describe('the wall tells apart', () => {
  it('a source that is late, named and since when', async () => {
    const { page, server } = await stage.show('dongying', [frame()])
    server.tick('370500', {}, { head: { sources: [late(), quiet()] } })
    await stage.reads(page, '[data-sources="late"]', /(?:\d\d-\d\d )?\d\d:\d\d 起迟报 hotline-12345/)
    await stage.reads(page, header, /\d\d:\d\d 起迟报 hotline-12345/)
    expect(await page.locator(header).getAttribute('data-state')).toBe('warn')
    // The numbers of the others are as fresh as ever, but they are not all.
    for (const panel of ['overdue', 'summary', 'map'])
      await stage.reads(page, `[data-panel="${panel}"][data-state="partial"]`, /1\/2 (?:来源)?已报/)
  })

  it('a city where nothing happens, in neutral words and without an alarm', async () => {
    const { page, server } = await stage.show('dongying', [frame()])
    server.tick('370500', {}, { head: { sources: [quiet()] } })
    await stage.reads(page, '[data-sources="quiet"]', /在线，12分无新事件/)
    await stage.reads(page, header, /数据 (?:刚刚|\d秒前) · 暂无新事件/)
    expect(await page.locator(header).getAttribute('data-state')).toBe('ok')
  })

  it('its own lost link, which says nothing about the sources', async () => {
    const { page, server } = await stage.show('dongying', [{ ...frame(), sources: [late(), quiet()] }])
    await stage.reads(page, '[data-sources="late"]', /迟报/)
    await server.close()
    await stage.reads(page, header, /连接中断/)
    await stage.reads(page, '[data-sources="unknown"]', /来源状态未知/)
    expect(await page.locator(header).textContent()).not.toContain('迟报')
    expect(await page.locator(header).getAttribute('data-state')).toBe('alarm')
  })

  it('the three by shape as well as by colour', async () => {
    const { page, server } = await stage.show('dongying', [{ ...frame(), sources: [late()] }])
    const mark = async (state: string) => {
      const found = page.locator(`[data-sources="${state}"] svg`)
      await found.waitFor()
      return found.innerHTML()
    }
    const marks = [await mark('late')]
    server.tick('370500', {}, { head: { sources: [quiet()] } })
    marks.push(await mark('quiet'))
    await server.close()
    marks.push(await mark('unknown'))
    expect(new Set(marks).size).toBe(3)
  })
})

it.each([
  ['dongying', 1920],
  ['dongying', 3840],
  ['boston', 1920],
] as const)('sets the line of the sources readable and whole, %s at %i', async (name, width) => {
  const { profile, root } = { ...stage.city(name), root: stage.city(name).profile.root }
  const sources = [quiet(), source('a-source-with-a-name-that-nobody-shortened-in-time', 'never', null)]
  const totals = { rejected: 123_456, conflicts: 7890, orphans: 4321 }
  const { page, complaints } = await stage.show(name, [{ ...buildFrame(profile, root), sources }], {
    width,
    quality: buildQuality([], totals),
  })
  await page.locator('[data-sources="never"] .trouble').waitFor()
  const { texts, scrolls } = await measure(page)
  expect(scrolls).toBe(false)
  expect(texts.filter(text => text.clipped || text.outside).map(text => text.text)).toEqual([])
  expect(overlaps(texts)).toEqual([])
  expect(complaints).toEqual([])
})

it('gives the longest overdue case its room, however many sources are late', async () => {
  const sources = ['hotline', 'grid-terminal', 'video', 'property', 'patrol']
    .map(name => source(name, 'late', 90_000_000))
  const { page } = await stage.show('dongying', [{ ...frame(), sources }])
  await page.locator('[data-sources="late"]').waitFor()
  const words = 'document.querySelector(\'[data-panel="alert"] .words\')'
  const [needs, has] = await page.evaluate<[number, number]>(`[${words}.scrollWidth, ${words}.clientWidth]`)
  expect(needs).toBeLessThanOrEqual(has)
  const { texts } = await measure(page)
  expect(texts.filter(text => text.clipped || text.outside).map(text => text.text)).toEqual([])
  expect(overlaps(texts)).toEqual([])
  // In two lines, with even air above and below, as the eye sees it.
  const { above, below, rows } = await airRound(page, '[data-panel="alert"] .words')
  expect(rows).toBeGreaterThan(40)
  expect(above).toBeGreaterThanOrEqual(4)
  expect(Math.abs(above - below)).toBeLessThanOrEqual(1)
})

/** Runs in an empty page: which rows of a picture have ink, brighter than `least` of 255. */
const INK_ROWS = `async (png, least) => {
  const blob = await (await fetch('data:image/png;base64,' + png)).blob()
  const image = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
  canvas.drawImage(image, 0, 0)
  const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height)
  return Array.from({ length: height }, (_, y) =>
    data.subarray(4 * width * y, 4 * width * (y + 1)).some((c, i) => i % 4 < 3 && c > least))
}`

/** Rows of pixels without ink between the alert bar's edges and what is written in a part of it. */
async function airRound(page: Page, part: string) {
  const bar = (await page.locator('[data-panel="alert"]').boundingBox())!
  const { x, width } = (await page.locator(part).boundingBox())!
  // Below the line on top.
  const clip = { x, width, y: bar.y + 1, height: bar.height - 1 }
  const png = (await page.screenshot({ clip })).toString('base64')
  const blank = await page.context().newPage()
  const inked = await blank.evaluate<boolean[]>(`(${INK_ROWS})(${JSON.stringify(png)}, 110)`)
  const [first, last] = [inked.indexOf(true), inked.lastIndexOf(true)]
  return { above: first, below: inked.length - 1 - last, rows: last - first + 1 }
}

describe('the page of data quality', () => {
  const counts = {
    received: 40,
    accepted: 30,
    duplicates: 4,
    rejected: 6,
    rejectedBy: { unknown_region: 6 },
  }
  const body = () => buildQuality([
    { freshness: late(), counts },
    { freshness: source('property', 'never', null) },
  ], { ...counts, orphans: 2 })

  it('shows every source with its state and counts, and why lines were rejected', async () => {
    const { page, complaints } = await stage.show('dongying', [frame()], {
      path: 'quality',
      panel: 'quality',
      quality: body(),
    })
    await stage.reads(page, '[data-source="hotline-12345"]', /迟报[\s\S]*40\s*30\s*4\s*0\s*6/)
    await stage.reads(page, '[data-source="property"]', /从未接入/)
    await stage.reads(page, '[data-panel="quality"]', /6\s*辖区代码不存在\s*unknown_region\s*hotline-12345 6/)
    await stage.reads(page, 'main', /接收日期 2026-11-21 至 2026-11-21 · 统计于 2026-11-21 14:32:05/)
    expect(complaints).toEqual([])
  })

  it('opens from the wall and keeps the token', async () => {
    const { page } = await stage.show('dongying', [{ ...frame(), sources: [late()] }], {
      token: 'a-secret-token',
      query: 'motion=off&token=a-secret-token',
      quality: body(),
    })
    await page.locator('[data-sources="late"]').click()
    await page.locator('[data-panel="quality"]').waitFor()
    expect(new URL(page.url()).searchParams.get('token')).toBe('a-secret-token')
  })

  it('prints dark on white on one landscape page', async () => {
    const { page } = await stage.show('dongying', [frame()], {
      path: 'quality',
      panel: 'quality',
      quality: body(),
    })
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.locator('nav').isVisible()).toBe(false)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!
    expect(Number(width)).toBeGreaterThan(Number(height))
  })
})
