import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { worstFirst } from '../../web/panels/ranked-rows.ts'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { firstFrame } from './support/browser.ts'
import { restingElements, standsStill } from './support/scene-walk.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const frame = () => buildFrame(stage.city('dongying').profile, '370500')
/** The clock and the age of the data are meant to move. */
const moving = '[data-panel="header"] .truth { visibility: hidden }'

it('asks nobody but its own server for anything', async () => {
  const { page, origins, server } = await stage.show('dongying', [frame()])
  await page.waitForTimeout(500)
  expect(Array.from(origins, origin => origin.replace(/^ws/, 'http'))).toEqual([server.url])
})

it('is the same picture twice when motion is off', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  const stop = server.keepAlive('370500', 500)
  try {
    await page.addStyleTag({ content: moving }).catch(async () =>
      page.evaluate(`document.querySelector('.truth').style.visibility = 'hidden'`))
    await page.mouse.move(5, 5)
    expect(await standsStill(page)).toBe(true)
  }
  finally {
    stop()
  }
})

it('draws its charts also when their file could not be had at first', async () => {
  const { page } = await stage.show('dongying', [frame()])
  let asked = 0
  await page.route('**/DrawnChart*.js', async route =>
    ++asked === 1 ? route.abort() : route.continue())
  await page.reload()
  await firstFrame(page)
  expect(asked).toBeGreaterThan(1)
})

it('moves only when motion is on', async () => {
  const { page } = await stage.show('dongying', [frame()], { query: '' })
  expect(await page.locator('main.still').count()).toBe(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.locator('main.still').waitFor()
})

it('moves no curve that changes all the time', async () => {
  const { page, server } = await stage.show('dongying', [frame()], { query: '' })
  const drawing = page.locator('[data-panel="hours"] svg')
  await drawing.waitFor()
  let ticks = 0
  const timer = setInterval(() => {
    const { hours } = server.frame('370500').panels
    const rows = hours.hours.map(hour =>
      hour.reported === null ? hour : { ...hour, reported: hour.reported + 20 + ticks })
    server.tick('370500', { hours: { ...hours, hours: rows } })
    ticks++
  }, 150)
  try {
    const pictures = new Set<string>()
    const LOOKS = 60
    for (let look = 0; look < LOOKS; look++) {
      pictures.add(await drawing.innerHTML())
      await page.waitForTimeout(30)
    }
    // The first change comes in calm and may move until the second; then one picture a change.
    const CALM = 8
    expect(pictures.size).toBeGreaterThan(3)
    expect(pictures.size).toBeLessThanOrEqual(ticks + CALM)
  }
  finally {
    clearInterval(timer)
  }
})

it('moves no bar of a list in which one or another changes all the time', async () => {
  const { page, server } = await stage.show('dongying', [frame()], { query: '' })
  const calm = page.locator('[data-panel="ranking"] .moving.calm')
  let n = 0
  const change = () => {
    const { ranking } = server.frame('370500').panels
    // One of the worst, which the list shows.
    const changed = worstFirst(ranking, 4)[n++ % 4]!.code
    const rows = ranking.rows.map(row =>
      row.code === changed
        ? { ...row, onTime: { ...row.onTime, value: 0.9 + (n % 7) / 100 } }
        : row)
    server.tick('370500', { ranking: { ...ranking, rows } })
  }
  const once = async () => {
    await page.waitForTimeout(1500)
    change()
    await expect.poll(async () => calm.count()).toBeGreaterThan(0)
  }
  await once()
  const timer = setInterval(change, 200)
  await expect.poll(async () => calm.count()).toBe(0)
  clearInterval(timer)
  await once()
})

it('disposes its charts and keeps no old rows when scopes and frames come and go', async () => {
  const county = buildFrame(stage.city('dongying').profile, '370503', { perDay: 300 })
  const { page, server } = await stage.show('dongying', [frame(), county])
  // Panels of a frame that grows old have marks that say so.
  const stop = server.keepAlive('370500', 1000)
  const elements = async () => restingElements(page)
  const visit = async () => {
    await page.locator('[data-card="370503"]').click()
    await stage.reads(page, '[data-panel="header"] [aria-current]', /河口区/)
    for (let i = 0; i < 20; i++) {
      const { latest } = server.frame('370503').panels
      const events = latest.events.map((event, n) => ({ ...event, id: `${event.id}-${i}-${n}` }))
      server.tick('370503', { latest: { ...latest, events } })
    }
    await page.locator('[data-panel="header"] button', { hasText: '东营市' }).click()
    await stage.reads(page, '[data-panel="header"] [aria-current]', /东营市/)
  }
  await visit()
  const once = await elements()
  for (let i = 0; i < 5; i++)
    await visit()
  await expect.poll(elements).toBe(once)
  stop()
})

it('loads at most 450 kB of packed script to show the wall', async () => {
  const dist = new URL('../../dist/web/', import.meta.url)
  const html = readFileSync(new URL('index.html', dist), 'utf8')
  const scripts = Array.from(html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g), ([, name]) => name!)
  expect(scripts.length).toBeGreaterThan(1)
  const packed = scripts.map(name => gzipSync(readFileSync(new URL(name, dist))).length)
  expect(packed.reduce((sum, bytes) => sum + bytes)).toBeLessThan(450_000)
})
