import type { Page } from 'playwright-core'
import type { Frame } from '../../contract/frame.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import { expect, it } from 'vitest'
import { postEvents } from '../helpers/post-events.ts'
import { firstFrame } from './support/browser.ts'
import { leads, numberOf, NUMBERS, toldBy } from './support/proved.ts'
import { useShownCity } from './support/shown-city.ts'

/** From every panel of every scene to what stands behind its numbers, on the real server. */
const START = Date.parse('2026-03-12T14:32:05+08:00')

/** What is there once a scene is: scenes without headline numbers have no summary. */
const FIRST_PANELS = { loop: 'departments', opinion: 'rates-region', map: 'focus' }

const { city, open } = useShownCity(START, 2500)

async function show(query: string, width = 1920): Promise<Page> {
  const wall = await open({ query: `motion=off&${query}`, width })
  wall.page.setDefaultTimeout(15000)
  const first = Object.entries(FIRST_PANELS).find(([scene]) => query.includes(`scene=${scene}`))
  await firstFrame(wall.page, first?.[1])
  return wall.page
}

/** Of each scene and width some links of every panel. */
const SCENES: [scene: string, width: number, links: [panel: string, selector: string][]][] = [
  ['overview', 1920, [
    ['summary', '.block [data-proof]:has(.value)'],
    ['summary', '.block .soon [data-proof]'],
    ['summary', '.cell:has-text("按期结案率") .note [data-proof]'],
    ['summary', '.cell:has-text("群众满意率") .note [data-proof]'],
    ['ranking', '.rate'],
    ['categories', '.today'],
    ['categories', '.row:last-child .yesterday'],
    ['map', '.card .late'],
    ['map', '.card .open [data-proof]'],
    ['map', '.card .share'],
    ['map', '[data-mark-number] [data-proof]'],
    ['workflow', '[data-proof]:has(.reached)'],
    ['workflow', '.foot [data-proof]'],
    ['satisfaction', '.meta [data-proof]'],
    ['hours', '.place >> nth=9'],
    // 14:32: the hour is not over, and those after it have not come.
    ['hours', '.place >> nth=14'],
    ['hours', '.place >> nth=-1'],
  ]],
  ['overview', 3840, [['channels', '.today']]],
  ['loop', 1920, [
    ['flow', '[data-proof]:has(.value)'],
    ['flow', '.chip'],
    ['flow', '.stay [data-proof]:has(.figure)'],
    ['flow', '.stay .word[data-proof]'],
    ['whistles', '.meta [data-proof]'],
    ['departments', '.meta [data-proof]'],
    ['departments', 'li .median [data-proof]'],
    ['departments', '.foot .median [data-proof]'],
    ['departments', 'li .n:not(.median) [data-proof]'],
    ['departments', '.foot .waiting [data-proof]:has(b)'],
    ['urged', '.count'],
  ]],
  ['opinion', 1920, [
    ['opinion-days', '.place >> nth=-1'],
    ['reopened', '.meta [data-proof]'],
    ['reopened', '.line [data-proof] >> nth=1'],
    ['rates-region', 'li .main [data-proof]'],
    ['rates-department', 'li .reviews [data-proof]'],
    ['rates-category', 'li .main [data-proof]'],
  ]],
  ['area', 1920, [
    ['summary', '.cell:nth-child(3) [data-proof]:has(.value)'],
    ['beside', '.own [data-proof]'],
    ['beside', '.rank [data-proof]'],
    ['days', '.place >> nth=-1'],
    ['units', '.open [data-proof]'],
    ['units', '.meta [data-proof]'],
  ]],
  ['map', 1920, [
    ['focus', '.soon [data-proof]'],
    ['focus', '.rows .chip'],
    ['focus', '.rows .rate [data-proof]'],
  ]],
]

it.each(SCENES)('every panel of the scene %s, %i wide, leads to its numbers', async (scene, width, links) => {
  const page = await show(`scene=${scene}`, width)
  for (const [panel, selector] of links)
    await leads(page, panel, page.locator(`[data-panel="${panel}"]`).locator(selector).first())
})

it('leads from what lies in a county itself to those cases alone', async () => {
  const { regions, root } = await (await fetch(`${city().url}/api/v1/profile`)).json() as ProfileBody
  const below = (code: string): number => regions.filter(({ parent }) => parent === code).length
  // The fewest streets leave room for the row behind them.
  const { code } = regions.filter(({ parent }) => parent === root)
    .reduce((least, county) => below(county.code) < below(least.code) ? county : least)
  const page = await show(`scene=overview&scope=${code}`)
  const row = page.locator('[data-panel="ranking"] li', { hasText: '本级' })
  await leads(page, 'ranking', row.locator('.rate'))
})

it('leads from a change to the number of the period before', async () => {
  const page = await show('scene=overview')
  const panel = page.locator('[data-panel="satisfaction"]')
  const now = page.context().waitForEvent('page')
  await panel.locator('.line a.value').click({ modifiers: ['Control'] })
  const [rate] = await toldBy(await now)
  const text = await panel.locator('.before').textContent()
  const opening = page.context().waitForEvent('page')
  await panel.locator('.before [data-proof]').click({ modifiers: ['Control'] })
  const [before] = await toldBy(await opening)
  const points = Number(text!.match(NUMBERS)!.at(-1)) * (text!.includes('▼') ? -1 : 1)
  expect(Math.abs(Number(rate) - Number(before) - points), text!).toBeLessThan(0.11)
})

it('leads from today\'s change to yesterday up to the same minute', async () => {
  const page = await show('scene=overview')
  const cell = page.locator('[data-panel="summary"] .cell').first()
  await expect.poll(async () => {
    const today = Number(await numberOf(cell.locator('.middle [data-proof]')))
    const text = (await cell.locator('.note [data-proof]').textContent())!
    const opening = page.context().waitForEvent('page')
    await cell.locator('.note [data-proof]').click({ modifiers: ['Control'] })
    const proof = await opening
    const before = Number((await toldBy(proof))[0])
    await proof.close()
    // Of few cases the change is said in cases.
    const change = Math.abs(today - before) / (text.includes('%') ? before / 100 : 1)
    return Math.abs(change - Number(text.match(NUMBERS)![0])) < 0.06
      ? ''
      : `${text}: ${today}, before ${before}`
  }, { timeout: 20_000 }).toBe('')
})

it('leads from a median to each duration it is of, and to a file of them', async () => {
  const page = await show('scene=loop')
  await page.locator('[data-panel="flow"] .stay [data-proof]').first().click()
  await page.locator('[data-test="rank"]').waitFor()
  const hours = (await page.locator('[data-test="cases"] tbody td:last-child').allTextContents())
    .map(text => Number(text.replaceAll(',', '')))
  expect(hours.length).toBeGreaterThan(10)
  expect(hours).toEqual(hours.toSorted((a, b) => a - b))
  const saving = page.waitForEvent('download')
  await page.locator('[data-test="csv"]').click()
  expect((await saving).suggestedFilename()).toMatch(/^reported@1-370500-numerator-seq\d+\.csv$/)
})

it('leads from the events a minute to those of the very minute on show', async () => {
  const page = await show('scene=overview')
  const { asOf } = await (await fetch(`${city().url}/api/v1/frames/370500`)).json() as Frame
  const event = {
    type: 'reported',
    at: asOf,
    region: city().county.code,
    category: 'disputes.family',
    channel: 'hotline',
  }
  const events = ['a', 'b', 'c'].map(id => JSON.stringify({ ...event, id, caseId: `minute-${id}` }))
  await postEvents(city().url, events.join('\n'))
  const link = page.locator('[data-panel="latest"] .meta [data-proof]')
  await expect.poll(async () => Number(await numberOf(link))).toBeGreaterThan(2)
  await leads(page, 'latest', link)
  await link.click()
  await page.locator('[data-test="cases"] tr', { hasText: 'minute-a' }).waitFor()
})

it('leads from a mark of the map without a number to the cases it stands for', async () => {
  const page = await show('scene=map')
  for (const state of ['overdue', 'due_soon', 'open']) {
    const marks = page.locator(`[data-mark="${state}"]`)
    const opening = page.context().waitForEvent('page')
    await marks.nth(await uncovered(page, state)).click({ modifiers: ['Control'] })
    const proof = await opening
    const told = await toldBy(proof)
    const rows = await proof.locator('[data-test="cases"] tbody tr').count()
    expect(rows, proof.url()).toBeGreaterThan(0)
    expect(told).toContain(String(rows))
    expect(new URL(proof.url()).searchParams.get('cells')).not.toBe('')
    await proof.close()
  }
})

/** The first mark of that state that neither a card nor another mark lies over. */
async function uncovered(page: Page, state: string): Promise<number> {
  return page.evaluate<number>(`[...document.querySelectorAll('[data-mark="${state}"]')]
    .findIndex((mark) => {
      const { x, y, width, height } = mark.getBoundingClientRect()
      return mark.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })`)
}

it('leads from the longest wait to the case that waits', async () => {
  const page = await show('scene=loop')
  await page.locator('[data-panel="departments"] li .long [data-proof]').first().click()
  await page.locator('[data-page="case"] [data-test="events"] li').first().waitFor()
})

it('opens a proof by a touch', async () => {
  const wall = await open({ query: 'motion=off&scene=overview', touch: true })
  await firstFrame(wall.page)
  await wall.page.locator('[data-panel="ranking"] .rate').first().tap()
  await wall.page.waitForSelector('[data-page="proof"]')
})

it('leads from the row of a case to the case, and back with Esc', async () => {
  const page = await show('scene=overview')
  for (const panel of ['overdue', 'latest']) {
    const row = page.locator(`[data-panel="${panel}"] a.cover`).first()
    const id = new URL((await row.getAttribute('href'))!, page.url()).searchParams.get('id')!
    await row.click()
    await page.locator('[data-page="case"] [data-test="facts"]', { hasText: id }).waitFor()
    expect(await page.locator('[data-test="events"] li').count()).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await firstFrame(page)
  }
})

it('opens nothing for visitors, whatever the scene', async () => {
  const page = await show('visit=1')
  const { scenes } = await (await fetch(`${city().url}/api/v1/profile`)).json() as ProfileBody
  for (const [i, { id }] of scenes.entries()) {
    await page.keyboard.press(String(i + 1))
    await page.waitForSelector(`main[data-scene="${id}"] [data-panel]`)
    expect(await page.locator('[data-proof]').count()).toBe(0)
  }
})
