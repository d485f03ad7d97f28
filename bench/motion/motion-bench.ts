import type { CDPSession, Page } from 'playwright-core'
import type { Bench } from '../bench.ts'
import type { Figure } from '../report/figure.ts'
import type { Work } from './main-thread.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBrowser } from '../processes/start-browser.ts'
import { startCity } from '../processes/start-city.ts'
import { startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'
import { watchMainThread } from './main-thread.ts'

const UPDATES_PER_SECOND = 4
const EVENTS_PER_SECOND = 40
/** Of a city's history, before anything is measured. */
const DAYS = 7
const SECONDS = 30
const ROUNDS = 3
/** The page has drawn its charts, and the server has shown all that came. */
const SETTLE_MS = 8000
const PANEL_MS = 60_000

/** What the wall's page asks of its main thread while numbers change, and while none do. */
export const motionBench: Bench = async ({ short, home, opened, say, ...context }) => {
  const rate = context.rate ?? EVENTS_PER_SECOND
  const seconds = context.seconds ?? (short ? 3 : SECONDS)
  const server = await startServer({
    home,
    profileDir: context.profileDir,
    env: { GRIDWALL_CLOCK: 'wall', GRIDWALL_TICK_MS: String(1000 / UPDATES_PER_SECOND) },
  })
  opened.add(server.stop)
  const city = startCity(server.url, { days: short ? 1 : DAYS, rate })
  opened.add(city.stop)
  await city.untilLive()
  const browser = await startBrowser()
  opened.add(async () => browser.close())
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  const session = await page.context().newCDPSession(page)
  await openWall(page, session, server.url)

  const quiet: Work[] = []
  const busy: Work[] = []
  for (let round = 1; round <= (short ? 1 : ROUNDS); round++) {
    city.pause()
    await sleep(SETTLE_MS)
    quiet.push(await watchMainThread(session, async () => sleep(seconds * 1000)))
    city.goOn()
    // What was due meanwhile comes at once, and is over by then.
    await sleep(SETTLE_MS)
    busy.push(await watchMainThread(session, async () => sleep(seconds * 1000)))
    const [idle, worked] = [quiet.at(-1)!, busy.at(-1)!]
    say(`round ${round}: ${percent(worked.task)} of a core at ${worked.updates.toFixed(1)} updates `
      + `a second; ${percent(idle.task)} at ${idle.updates.toFixed(1)}`)
  }
  return toFigures(quiet, busy)
}

async function openWall(page: Page, session: CDPSession, url: string): Promise<void> {
  await session.send('Performance.enable')
  await session.send('Network.enable')
  await page.goto(url)
  const panel = page.locator('main[data-scene] [data-panel="summary"]')
  await panel.waitFor({ timeout: PANEL_MS })
  await page.locator('[data-undrawn]').first().waitFor({ state: 'detached', timeout: PANEL_MS })
  await sleep(SETTLE_MS)
}

function toFigures(quiet: readonly Work[], busy: readonly Work[]): Figure[] {
  const share = (works: readonly Work[], of: keyof Work) => 100 * median(works.map(w => w[of]))
  const beside = (of: keyof Work) => ({ name: 'a quiet feed', value: share(quiet, of) })
  return [
    {
      name: `main thread of the page at 1920x1080, median of ${busy.length}`,
      value: share(busy, 'task'),
      unit: '% of a core',
      target: { atMost: 15 },
      baseline: beside('task'),
    },
    { name: 'of it script', value: share(busy, 'script'), unit: '%', baseline: beside('script') },
    { name: 'of it layout', value: share(busy, 'layout'), unit: '%', baseline: beside('layout') },
    { name: 'of it styles', value: share(busy, 'style'), unit: '%', baseline: beside('style') },
    {
      name: 'updates that came meanwhile',
      value: median(busy.map(({ updates }) => updates)),
      unit: '/s',
      target: { atLeast: UPDATES_PER_SECOND * 0.85 },
      baseline: { name: 'a quiet feed', value: median(quiet.map(({ updates }) => updates)) },
    },
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
