import type { Page } from 'playwright-core'
import type { BulletinBody } from '../../contract/bulletin.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { ProofBody } from '../../contract/proof.ts'
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { graveFindings } from './support/axe.ts'
import { firstFrame, openWall } from './support/browser.ts'
import { useShownCity } from './support/shown-city.ts'

/** The real server and its pages for the desk. */
const START = Date.parse('2026-03-12T14:32:05+08:00')
/** A4 across, in points; printers round to hundredths. */
const A4 = { width: 842, height: 595 }

const { browser, city, open } = useShownCity(START, 2500)

async function wallPage(query = 'motion=off'): Promise<Page> {
  const wall = await open({ query })
  await firstFrame(wall.page)
  return wall.page
}

async function deskPage(path: string): Promise<Page> {
  const wall = await open({ width: 1440, height: 900 })
  await wall.page.goto(`${city().url}/${path}`)
  await wall.page.waitForSelector('[data-page] .head')
  return wall.page
}

async function ask<T>(path: string): Promise<T> {
  return await (await fetch(`${city().url}/api/v1/${path}`)).json() as T
}

it('opens the proof of a number that is clicked, and goes back with Esc', async () => {
  const page = await wallPage()
  // Reviews do not change with the minutes, as deadlines do.
  const cell = page.locator('[data-panel="summary"] .cell', { hasText: '群众满意率' })
  const shown = await cell.locator('[data-proof] .rolling').getAttribute('aria-label')
  await cell.locator('[data-proof]:has(.rolling)').click()
  await page.waitForSelector('[data-page="proof"] [data-test="cases"]')
  expect(new URL(page.url()).pathname).toBe('/proof')
  expect(await page.locator('[data-test="value"]').textContent()).toContain(shown!)
  expect(await page.locator('.formula').first().textContent())
    .toContain('群众满意率 = （非常满意 ＋ 满意 ＋ 0.9 × 基本满意） ÷ 有效回访')
  expect(await page.locator('[data-test="fraction"] .recount.differs').count()).toBe(0)
  expect(await page.locator('[data-test="fraction"] .recount').count()).toBe(2)
  expect(await page.locator('[data-test="ways"] tbody tr').count()).toBe(3)
  await page.keyboard.press('Escape')
  await firstFrame(page)
  expect(new URL(page.url()).pathname).toBe('/')
})

it('opens a region\'s rate from the ranking, and goes down by the rest of the row', async () => {
  const page = await wallPage()
  // Which regions have room depends on their ranks.
  const row = page.locator('[data-panel="ranking"] li').first()
  const name = (await row.locator('.name').textContent())!
  const { regions } = await ask<ProfileBody>('profile')
  await row.locator('.rate').click()
  await page.waitForSelector('[data-page="proof"]')
  const code = new URL(page.url()).searchParams.get('scope')
  expect(regions.find(region => region.code === code)?.name).toBe(name)
  await page.goBack()
  await firstFrame(page)
  await page.locator('[data-panel="ranking"] li', { hasText: name }).locator('button').click()
  await page.locator('[data-panel="header"] [aria-current]', { hasText: name }).waitFor()
})

it('opens nothing on a visited wall', async () => {
  const page = await wallPage('motion=off&visit=1')
  expect(await page.locator('[data-proof]').count()).toBe(0)
  expect(await page.locator('[data-panel="summary"] .value').count()).toBeGreaterThan(3)
})

it('turns the pages of the cases, opens their events, and saves all of them', async () => {
  const query = 'metric=closure&window=30d'
  const page = await deskPage(`proof?${query}`)
  const proof = await ask<ProofBody>(`proof?${query}`)
  const rows = page.locator('[data-test="cases"] tbody tr')
  expect(await rows.count()).toBe(50)
  const first = await rows.first().textContent()
  await page.locator('[data-test="next"]').click()
  await page.locator('[data-test="page"]', { hasText: '2' }).waitFor()
  await expect.poll(async () => rows.first().textContent()).not.toBe(first)
  await rows.first().locator('button.id').click()
  await page.locator('[data-test="events"] li', { hasText: '上报' }).waitFor()
  await page.locator('[data-test="part-denominator"]').click()
  await page.locator('[data-test="page"]', { hasText: '1' }).waitFor()

  const saving = page.waitForEvent('download')
  await page.locator('[data-test="csv"]').click()
  const file = await (await saving).path()
  const text = await readFile(file, 'utf8')
  expect(text.startsWith('\uFEFF工单号 Case,')).toBe(true)
  expect(parse(text, { bom: true, columns: true })).toHaveLength(proof.denominator!)
})

it('hides titles of sensitive categories from visitors, and from nobody else', async () => {
  const query = 'metric=reported&window=todate'
  const sensitive = '（敏感类别，不显示标题）'
  const official = await deskPage(`proof?${query}`)
  const visited = await deskPage(`proof?${query}&visit=1`)
  const hidden = async (page: Page): Promise<number> =>
    page.locator('[data-test="cases"] td', { hasText: sensitive }).count()
  expect([await hidden(official), await hidden(visited) > 0]).toEqual([0, true])
  const saves = [official, visited].map(async page => page.locator('[data-test="csv"]').count())
  expect(await Promise.all(saves)).toEqual([1, 0])
})

it.each([[1366, 768], [1920, 1080]])(
  'sets the units of a mean beside the number, where a fraction would be, on %i x %i',
  async (width, height) => {
    const page = await deskPage('proof?metric=on_time&window=30d&aggregation=mean')
    await page.setViewportSize({ width, height })
    const boxOf = async (part: string) => (await page.locator(`[data-test="${part}"]`).boundingBox())!
    const [head, number, ways, units] = [
      (await page.locator('.head').boundingBox())!,
      ...await Promise.all([boxOf('fraction'), boxOf('ways'), boxOf('units')]),
    ]
    // The number has no more room than it needs; what it is of reaches to the page's other side.
    expect(number.height).toBeLessThan(ways.height)
    expect(units.y).toBeCloseTo(number.y, 0)
    expect(units.x).toBeGreaterThan(number.x + number.width)
    expect(units.x + units.width).toBeCloseTo(head.x + head.width, 0)
    expect(units.width).toBeGreaterThan(head.width / 2)
  },
)

it('proves a score by its parts and says why a number cannot be read', async () => {
  const page = await deskPage('proof?metric=score&window=30d')
  await page.locator('[data-test="linked"] a').first().click()
  await page.locator('h1', { hasText: '响应率' }).waitFor()
  // This one complains.
  const wrong = await openWall(browser(), city().url)
  await wrong.page.goto(`${city().url}/proof?metric=happiness`)
  await wrong.page.locator('[role="alert"]', { hasText: 'no metric' }).waitFor()
  await wrong.close()
})

it('shows the official table as the server has it', async () => {
  const query = `scope=${city().county.code}&window=30d`
  const page = await deskPage(`bulletin?${query}`)
  const bulletin = await ask<BulletinBody>(`bulletin?${query}`)
  for (const row of bulletin.rows) {
    const cells = await page.locator(`[data-unit="${row.code}"] td`).allTextContents()
    expect(cells[0]!.trim(), row.name).toBe(row.reported.toLocaleString('en-US'))
    expect(cells[11]!.trim(), row.name).toBe(row.rank === null ? '—' : String(row.rank))
  }
  expect(await page.locator('[data-total]').count()).toBe(2)
  await page.locator(`[data-total="pooled"] a`).last().click()
  await page.waitForSelector('[data-page="proof"]')
  expect(new URL(page.url()).searchParams.get('scope')).toBe(city().county.code)
})

interface Printed { pages: number, sizes: { width: number, height: number }[] }

/** Page objects of a PDF and their sizes in points, which Chromium writes in the clear. */
async function print(page: Page): Promise<Printed> {
  const text = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  return {
    pages: [...text.matchAll(/\/Type \/Page\b/g)].length,
    sizes: boxes.map(([, width, height]) =>
      ({ width: Math.round(Number(width)), height: Math.round(Number(height)) })),
  }
}

it('prints a county\'s streets on one page of A4, across', async () => {
  expect(city().county.streets).toBeGreaterThan(5)
  const page = await deskPage(`bulletin?scope=${city().county.code}&window=30d`)
  const { pages, sizes } = await print(page)
  expect(pages).toBe(1)
  expect(sizes[0]).toEqual(A4)
})

it('prints a table that is longer on several, with its head on each', async () => {
  const page = await deskPage(`bulletin?scope=${city().county.code}&window=30d`)
  // As many lines as a street of a hundred communities has.
  await page.evaluate(`
    const body = document.querySelector('[data-test="bulletin"] tbody')
    const row = body.querySelector('tr')
    for (let i = 0; i < 100; i++) body.append(row.cloneNode(true))`)
  const { pages, sizes } = await print(page)
  expect(pages).toBeGreaterThan(2)
  expect(new Set(sizes.map(({ width }) => width))).toEqual(new Set([A4.width]))
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(`getComputedStyle(document.querySelector('thead')).display`))
    .toBe('table-header-group')
})

it.each([
  'proof?metric=overdue&window=today',
  'proof?metric=on_time&window=30d&aggregation=mean',
  'bulletin',
])('/%s has no grave finding of axe-core', async (path) => {
  expect(await graveFindings(await deskPage(path))).toEqual([])
})
