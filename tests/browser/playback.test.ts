import type { Page } from 'playwright-core'
import type { PastOptions } from './support/past-routes.ts'
import type { Shown, ShowOptions } from './support/stage.ts'
import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { measure, overlaps } from './support/measure.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** 9 o'clock of a day in Dongying, some days ago whenever this runs. */
const NINE = Math.floor(Date.now() / (24 * HOUR_MS) - 3) * 24 * HOUR_MS + HOUR_MS
const DAY = new Date(NINE).toISOString().slice(0, 10)
const LIVE_TOTAL = 4711
function live() {
  const frame = buildFrame(stage.city('dongying').profile, '370500')
  // The present of the stage is the computer's.
  frame.asOf = new Date().toISOString()
  frame.panels.overdue = { ...frame.panels.overdue, total: LIVE_TOTAL }
  return frame
}

/** A past in which as many cases are overdue as minutes have gone since nine. */
function past(more: Partial<PastOptions> = {}): PastOptions {
  return {
    frame: (atMs, scope) => {
      const frame = buildFrame(stage.city('dongying').profile, scope)
      const total = 1000 + Math.round((atMs - NINE) / MINUTE_MS)
      return { ...frame, panels: { ...frame.panels, overdue: { ...frame.panels.overdue, total } } }
    },
    ...more,
  }
}

async function play(query: string, options: ShowOptions = {}): Promise<Shown> {
  return stage.show('dongying', [live()], {
    past: past(),
    ...options,
    query: `motion=off&scope=370500&${query}`,
  })
}

async function band(page: Page, text: RegExp): Promise<string> {
  return stage.reads(page, '[data-part="band"]', text)
}
async function overdue(page: Page, total: number): Promise<string> {
  return stage.reads(page, '[data-panel="overdue"]', new RegExp(`超期 ${total.toLocaleString('en')} `))
}
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams

it('opens at the time of its address, which is the city\'s, and says what it is', async () => {
  const { page, server, complaints } = await play(`at=${DAY}T09:00&paused=1`, { timezoneId: 'America/New_York' })
  await band(page, new RegExp(`回放\\s*${DAY}\\s*09:00:00\\s*暂停\\s*以今日所知重算`))
  await overdue(page, 1000)
  expect(server.askedPast[0]).toEqual({ atMs: NINE, knowledge: 'now', scope: '370500' })
  const panels = await page.locator('[data-panel="hours"] .meta').textContent()
  expect(panels).toContain('回放')
  expect(complaints).toEqual([])
})

it('lets no live update into the picture and has the live picture at once after L', async () => {
  const { page, server } = await play(`at=${DAY}T09:00&paused=1`)
  await overdue(page, 1000)
  const { overdue: panel } = server.frame('370500').panels
  server.tick('370500', { overdue: { ...panel, total: 5000 } })
  server.tick('370500', { overdue: { ...panel, total: 5001 } })
  await page.waitForTimeout(500)
  await overdue(page, 1000)
  await page.keyboard.press('l')
  await overdue(page, 5001)
  expect(await page.locator('[data-part="band"]').count()).toBe(0)
  expect(await page.locator('[data-panel="playback"]').count()).toBe(0)
  expect([...query(page).keys()]).toEqual(['motion', 'scope'])
})

it('shows moment after moment, never going back', async () => {
  const { page, server } = await play(`at=${DAY}T09:00&speed=1440`)
  await band(page, /1440 倍/)
  await band(page, /(?:1\d|2[0-3]):\d\d:00/)
  const asked = server.askedPast.map(({ atMs }) => (atMs - NINE) / MINUTE_MS)
  expect(asked.slice(0, 3)).toEqual([0, 5, 10])
  expect(asked).toEqual([...asked].sort((a, b) => a - b))
  expect(query(page).get('speed')).toBe('1440')
})

it('pauses, jumps and changes speed by key, and its address reopens the same picture', async () => {
  const { page } = await play(`at=${DAY}T09:00&speed=60&paused=1`)
  await overdue(page, 1000)
  await page.keyboard.press('ArrowRight')
  await overdue(page, 1060)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await overdue(page, 940)
  await page.keyboard.press('Shift+ArrowRight')
  await overdue(page, 940 + 24 * 60)
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await overdue(page, 940)
  expect(Object.fromEntries(query(page))).toMatchObject({
    at: `${DAY}T08:00:00`,
    speed: '300',
    paused: '1',
  })
  await page.reload()
  await overdue(page, 940)
  await page.keyboard.press(' ')
  await band(page, /300 倍/)
  await stage.reads(page, '[data-panel="overdue"]', /超期 (?:94[1-9]|9[5-9]\d|1,\d{3}) /)
  expect(query(page).has('paused')).toBe(false)
})

it('is worked by pointer as well: buttons and the line of the day', async () => {
  const { page } = await play(`at=${DAY}T09:00&paused=1`)
  await overdue(page, 1000)
  await page.getByRole('button', { name: '进一小时' }).click()
  await overdue(page, 1060)
  await page.getByRole('button', { name: '退一小时' }).click()
  await overdue(page, 1000)
  await page.getByRole('button', { name: '加速' }).click()
  expect(query(page).get('speed')).toBe('300')
  const line = page.getByRole('slider')
  const { width, height } = (await line.boundingBox())!
  await line.click({ position: { x: width / 2, y: height / 3 } })
  await band(page, new RegExp(`${DAY}\\s*12:00:00|${DAY}\\s*11:59:00`))
  await page.getByRole('button', { name: '播放' }).click()
  await band(page, /300 倍/)
  await page.getByRole('button', { name: '回到实时' }).click()
  await overdue(page, LIVE_TOTAL)
})

it('takes kept frames where they exist and recomputes the rest, and says which', async () => {
  const kept = Array.from({ length: 60 }, (_, i) => NINE + i * 10_000)
  const { page, server } = await play(`at=${DAY}T09:05&paused=1`, { past: past({ keptMs: kept }) })
  await band(page, /当时所示/)
  await page.keyboard.press('ArrowRight')
  await band(page, /以今日所知重算/)
  const paused = server.askedPast.filter(({ atMs }) => (atMs - NINE) % HOUR_MS === 5 * MINUTE_MS)
  expect(paused.map(({ knowledge }) => knowledge)).toEqual(['then', 'now'])
  expect(await page.locator('[data-panel="playback"] .kept').count()).toBe(1)
})

it('recomputes a frame that was kept in another shape', async () => {
  const { page } = await play(`at=${DAY}T09:00&paused=1`, {
    past: past({
      keptMs: [NINE],
      refuse: (_, knowledge) => knowledge === 'then'
        ? { status: 404, code: 'kept_frame_outdated', message: 'another format' }
        : null,
    }),
  })
  await band(page, /以今日所知重算/)
})

it('says when numbers recomputed today are not those shown then', async () => {
  const { page } = await play(`at=${DAY}T09:00&paused=1`, {
    past: past({ differs: at => at > NINE }),
  })
  await band(page, /以今日所知重算/)
  await page.keyboard.press('ArrowRight')
  await band(page, /今日重算 · 异于当时/)
})

it('returns to live by itself when it reaches the present', async () => {
  const start = new Date(Date.now() - 30 * MINUTE_MS).toISOString()
  const { page, server } = await play(`at=${start}&speed=3600`)
  await overdue(page, LIVE_TOTAL)
  expect(query(page).has('at')).toBe(false)
  expect(Math.max(...server.askedPast.map(({ atMs }) => atMs))).toBeLessThanOrEqual(Date.now())
})

it('tells why no picture comes, in the server\'s words, and goes on when one does', async () => {
  let full = true
  const { page, complaints } = await play(`at=${DAY}T09:00&paused=1`, {
    panel: 'playback',
    past: past({
      refuse: () => full
        ? { status: 429, code: 'rate_limited', message: '2 players recompute the past already.' }
        : null,
    }),
  })
  await band(page, /取不到 · 2 players recompute the past already/)
  full = false
  await overdue(page, 1000)
  await band(page, /以今日所知重算/)
  expect(complaints.filter(text => !text.includes('429'))).toEqual([])
})

it('begins an hour ago at a click on the clock; keys alone do nothing to a live wall', async () => {
  const { page, server } = await play('')
  for (const key of [' ', 'ArrowLeft', 'ArrowUp', 'Escape'])
    await page.keyboard.press(key)
  expect(server.askedPast).toEqual([])
  await page.locator('[data-panel="header"] button.clock').click()
  await band(page, /60 倍/)
  await expect.poll(() => server.askedPast.length).toBeGreaterThan(0)
  expect(Date.now() - server.askedPast[0]!.atMs).toBeGreaterThanOrEqual(HOUR_MS)
  await page.keyboard.press('Escape')
  await overdue(page, LIVE_TOTAL)
})

it('keeps the moment when the region changes', async () => {
  const { page, server } = await play(`at=${DAY}T09:00&paused=1`)
  await overdue(page, 1000)
  await page.locator('[data-card="370503"]').click()
  await stage.reads(page, '[data-panel="header"] [aria-current]', /河口区/)
  expect(server.askedPast.find(({ scope }) => scope === '370503')?.atMs).toBe(NINE)
  expect(query(page).get('at')).toBe(`${DAY}T09:00:00`)
})

it('shows now where the address names no moment that makes sense', async () => {
  const { page, server } = await play('at=soon&speed=60')
  await overdue(page, LIVE_TOTAL)
  expect(server.askedPast).toEqual([])
})

/** Texts of the band that end in an ellipsis. */
async function cutWords(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `Array.from(document.querySelectorAll('[data-part="band"] span'))
    .filter(span => span.scrollWidth > span.clientWidth + 1).map(span => span.textContent)`,
  )
}

it('has room in the band for the longest words of both languages', async () => {
  for (const [name, scope, differs, plain] of [
    ['dongying', '370500', /异于当时/, /所知重算/],
    ['boston', 'boston', /differs/, /known today/],
  ] as const) {
    const { profile } = stage.city(name)
    const { page } = await stage.show(name, [buildFrame(profile, scope)], {
      past: { frame: () => buildFrame(profile, scope), differs: at => at % HOUR_MS !== 0 },
      query: `motion=off&scope=${scope}&at=${DAY}T09:00&paused=1&speed=1440`,
    })
    await band(page, plain)
    expect(await cutWords(page)).toEqual([])
    await page.keyboard.press(' ')
    await band(page, /1440/)
    await band(page, differs)
    await page.keyboard.press(' ')
    expect(await cutWords(page)).toEqual([])
  }
})

it.each([
  [1920, 1080],
  [3840, 1080],
  [5760, 1080],
  [1920, 540],
])('can be read at %d x %d: nothing small, nothing cut, nothing on top of another', async (width, height) => {
  const { page } = await play(`at=${DAY}T09:00&paused=1&speed=1440`, { width, height })
  await band(page, /以今日所知重算/)
  const { texts, scrolls } = await measure(page)
  const ours = texts.filter(({ panel }) => panel === 'header' || panel === 'playback')
  const unit = Math.min(width / 1920, height / 1080)
  expect(ours.filter(({ size }) => size < 20 * unit - 0.01)).toEqual([])
  expect(ours.filter(({ clipped, outside }) => clipped || outside)).toEqual([])
  expect(overlaps(ours)).toEqual([])
  expect(scrolls).toBe(false)
})
