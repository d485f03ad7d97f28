import type { Browser, Page } from 'playwright-core'
import type { CasesBody } from '../../contract/cases.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Serving } from '../../server/serve.ts'
import type { ShownCity } from '../helpers/city-on-show.ts'
import type { TestEngine } from '../services/clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { showCity } from '../helpers/city-on-show.ts'
import { composeServer } from '../helpers/composed-server.ts'
import { startTestEngine } from '../services/clickhouse/start-test-engine.ts'
import { launchChromium, openWall } from './support/browser.ts'

/** Pages for the desk in the reader's language, on the real server. */
const START = Date.parse('2026-03-12T14:32:05+08:00')
const HAN = /\p{Script=Han}+/gu

let browser: Browser
let engine: TestEngine
let city: ShownCity
let boston: Serving

beforeAll(async () => {
  engine = await startTestEngine()
  city = await showCity(engine.engine.address, START, 600)
  boston = await composeServer({
    address: { ...engine.engine.address, database: 'boston' },
    wallNow: () => START,
    env: { GRIDWALL_PROFILE: 'boston' },
  })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await boston?.close()
  await city?.close()
  await engine?.close()
})

async function read<T>(path: string): Promise<T> {
  return await (await fetch(`${city.url}/api/v1/${path}`)).json() as T
}

async function open(address: string, url = city.url): Promise<Page> {
  const [path, query] = address.split('?') as [string, string]
  const { page } = await openWall(browser, url, { path, query })
  await page.waitForSelector('[data-page] h1, main.page h1')
  await page.waitForSelector('[aria-busy="true"]', { state: 'detached' })
  return page
}

/** Words of the page that are not names which the data gives: regions, departments, titles. */
async function chinese(page: Page, names: readonly string[]): Promise<string[]> {
  const text = await page.locator('body').textContent() ?? ''
  const own = [...names].sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, ''), text)
  return own.match(HAN) ?? []
}

it('says everything in English that is not a name, and keeps the language from page to page', async () => {
  const [profile, { cases }] = await Promise.all([
    read<ProfileBody>('profile'),
    read<CasesBody>('cases?state=open&limit=500'),
  ])
  const id = cases[0]!.caseId
  // Titles of the made-up cases, and the departments they are with.
  const names = [
    ...profile.regions.map(({ name }) => name),
    ...new Set(cases.map(({ department }) => department).filter(name => name !== '')),
    '其他事项',
    '事项',
  ]
  const pages = [
    'proof?metric=satisfaction&window=30d&category=disputes&channel=hotline',
    'proof?metric=open&step=handle&urged=1,2&state=overdue',
    'proof?metric=reported&window=todate&whistle=waiting&reached_today=triage',
    'proof?metric=hours_p50&window=30d',
    'proof?metric=score&window=30d',
    'bulletin?window=30d',
    'alarms?state=all',
    `case?id=${encodeURIComponent(id)}`,
    'quality?days=7',
  ]
  for (const path of pages) {
    const page = await open(`${path}&lang=en`)
    expect(await chinese(page, names), path).toEqual([])
    expect(await page.locator('a[href]:not([href*="lang=en"])').count(), path).toBe(0)
    await page.context().close()
  }
  const plain = await open('bulletin?window=30d')
  expect(await chinese(plain, names)).not.toEqual([])
  await plain.context().close()
})

it.each([
  'proof?metric=closure&window=30d&step=open',
  'alarms?state=all',
  'bulletin?window=30d',
  'quality?days=7',
])('speaks English on /%s of Boston by itself, without one Chinese character', async (address) => {
  const page = await open(address, boston.url)
  expect(await chinese(page, [])).toEqual([])
  await page.context().close()
})

it('takes the language of a wall to its proofs', async () => {
  const wall = await openWall(browser, city.url, { query: 'motion=off&lang=en' })
  await wall.page.locator('[data-panel="summary"] [data-proof]').first().click()
  await wall.page.waitForSelector('[data-page="proof"] h1')
  expect(new URL(wall.page.url()).searchParams.get('lang')).toBe('en')
  expect(await wall.page.locator('html').getAttribute('lang')).toBe('en')
  await wall.close()
})
