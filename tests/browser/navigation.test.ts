import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { emptyFrame } from '../fixtures/frames/extremes.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const city = () => buildFrame(stage.city('dongying').profile, '370500')
const county = () => buildFrame(stage.city('dongying').profile, '370503', { perDay: 300 })
const header = '[data-panel="header"]'

it('goes down by a click on the map and up by the path, and the address follows', async () => {
  const { page } = await stage.show('dongying', [city(), county()])
  await page.locator('[data-area="370503"]').click({ position: { x: 60, y: 60 } })
  await stage.reads(page, `${header} [aria-current]`, /河口区/)
  expect(new URL(page.url()).searchParams.get('scope')).toBe('370503')
  await page.locator(`${header} button`, { hasText: '东营市' }).click()
  await stage.reads(page, `${header} [aria-current]`, /东营市/)
})

it('goes down by a region\'s card and back with the browser', async () => {
  const { page } = await stage.show('dongying', [city(), county()])
  await page.locator('[data-card="370503"]').click()
  await stage.reads(page, `${header} [aria-current]`, /河口区/)
  await page.goBack()
  await stage.reads(page, `${header} [aria-current]`, /东营市/)
})

it('goes by fingers: a tap goes down, swipes change scene and region', async () => {
  const { page } = await stage.show('dongying', [city(), county()], { touch: true })
  const finger = await page.context().newCDPSession(page)
  const touch = async (type: string, x: number, y: number): Promise<unknown> =>
    finger.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
    })
  const swipe = async (dx: number, dy: number): Promise<void> => {
    await touch('touchStart', 960, 540)
    for (let i = 1; i <= 8; i++)
      await touch('touchMove', 960 + dx * i / 8, 540 + dy * i / 8)
    await touch('touchEnd', 960 + dx, 540 + dy)
  }
  await page.locator('[data-card="370503"]').tap()
  await stage.reads(page, `${header} [aria-current]`, /河口区/)
  await swipe(0, 300)
  await stage.reads(page, `${header} [aria-current]`, /东营市/)
  await swipe(-300, 0)
  await page.waitForSelector('main[data-scene="loop"]')
  await swipe(300, 0)
  await page.waitForSelector('main[data-scene="overview"]')
  await swipe(0, -300)
  await page.waitForURL(/scope=3705(?!00)/)
})

it('fills the screen by key and by finger, and gives it back', async () => {
  const { page } = await stage.show('dongying', [city()], { touch: true })
  const filled = async (wanted: boolean): Promise<unknown> =>
    page.waitForSelector('html:fullscreen', { state: wanted ? 'attached' : 'detached' })
  await page.keyboard.press('f')
  await filled(true)
  await page.keyboard.press('f')
  await filled(false)
  await page.locator(`${header} .scene`).tap()
  await page.locator('[data-fill]').tap()
  await filled(true)
})

it('opens on the region of its address and says that streets are only sketched', async () => {
  const { page } = await stage.show('dongying', [county()])
  await stage.reads(page, `${header} [aria-current]`, /河口区/)
  await stage.reads(page, '[data-panel="map"]', /示意位置，非行政界线/)
  expect(await page.locator('[data-area^="370503"]').count()).toBeGreaterThan(5)
})

it('explains an unknown region and leads back', async () => {
  const { page } = await stage.show('dongying', [city()])
  await page.goto(`${page.url().split('?')[0]}?motion=off&scope=999999`)
  await stage.reads(page, '[data-panel="refused"]', /没有辖区“999999”/)
  await page.locator('[data-panel="refused"] button').click()
  await stage.reads(page, `${header} [aria-current]`, /东营市/)
})

it('speaks the language of the profile and shows what that city has', async () => {
  const { page } = await stage.show('boston', [buildFrame(stage.city('boston').profile, 'boston')])
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await stage.reads(page, '[data-panel="overdue"]', /Overdue, due soon/)
  expect(await page.locator('[data-panel="satisfaction"]').count()).toBe(0)
  const words = await page.locator('main').textContent()
  expect(words).not.toMatch(/\p{Script=Han}/u)
})

it('shows dashes where nothing is known and zeros where nothing happened', async () => {
  const profile = stage.city('dongying').profile
  const { page } = await stage.show('dongying', [emptyFrame(profile, '370500')])
  const summary = await page.locator('[data-panel="summary"]').textContent()
  expect(summary).toContain('—')
  expect(summary).not.toMatch(/NaN|null|undefined|Infinity/)
  await stage.reads(page, '[data-panel="satisfaction"]', /暂无回访/)
})

it('tells a screen without a token what is missing', async () => {
  const { page } = await stage.show('dongying', [city()], {
    token: 'a-secret-token',
    query: 'motion=off',
    panel: 'waiting',
  })
  await stage.reads(page, '[data-panel="waiting"]', /This screen needs a view token/)
})

it('shows its numbers to a screen with the token', async () => {
  const { page } = await stage.show('dongying', [city()], {
    token: 'a-secret-token',
    query: 'motion=off&token=a-secret-token',
  })
  await stage.reads(page, '[data-panel="overdue"]', /超期与临期/)
})

it('shows visitors no titles of sensitive cases, wherever those stand', async () => {
  const { profile } = stage.city('dongying')
  const category = profile.categories.find(({ sensitive }) => sensitive)!.code
  const frame = city()
  const { overdue, latest } = frame.panels
  const secret = { category, title: '某某某的信访' }
  Object.assign(overdue.overdue[0]!, secret)
  Object.assign(latest.events[0]!, secret)
  const query = `motion=off&scope=${frame.scope}`
  const official = await stage.show('dongying', [frame], { query })
  const visited = await stage.show('dongying', [frame], { query: `${query}&visit=1` })
  const count = async ({ page }: typeof official, text: string): Promise<number> =>
    page.getByText(text).count()
  // In the list, in the bar below it and among the live events.
  expect([await count(official, secret.title), await count(official, '内容不公开')]).toEqual([3, 0])
  expect([await count(visited, secret.title), await count(visited, '内容不公开')]).toEqual([0, 3])
})
