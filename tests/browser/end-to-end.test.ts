import type { Browser } from 'playwright-core'
import type { CaseEvent } from '../../contract/case-event.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SOURCE_TOKEN } from '../helpers/composed-server.ts'
import { postEvents } from '../helpers/post-events.ts'
import { spawnServer, temporaryDataDir } from '../helpers/server-process.ts'
import { firstFrame, launchChromium, openWall } from './support/browser.ts'

/** The real server and the real page: what no stage can promise. */
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => browser.close())

const HOUR_MS = 3_600_000

function report(n: number, more: Partial<CaseEvent> = {}): CaseEvent {
  return {
    id: `report-${n}`,
    caseId: `case-${n}`,
    type: 'reported',
    at: new Date(Date.now() - 60_000).toISOString(),
    region: '370502001',
    category: 'city-order.facilities',
    channel: 'terminal',
    title: `道路塌陷 ${n}`,
    ...more,
  }
}

async function send(url: string, events: readonly CaseEvent[]): Promise<void> {
  const { body } = await postEvents(url, events.map(event => JSON.stringify(event)).join('\n'))
  expect(body.rejected).toEqual([])
}

it('shows what was sent, on every screen, and is exact again after a restart', async () => {
  const environment = {
    GRIDWALL_DATA_DIR: temporaryDataDir(),
    GRIDWALL_SOURCES: `test:${SOURCE_TOKEN}`,
    GRIDWALL_LOG_LEVEL: 'warn',
  }
  const first = spawnServer(environment)
  const url = await first.ready
  // Walls come back to where they were.
  const again = { ...environment, GRIDWALL_PORT: new URL(url).port }
  const city = await openWall(browser, url)
  const street = await openWall(browser, url, { query: 'scope=370502001&motion=off' })
  await firstFrame(city.page)
  const reads = async (page: typeof city.page, panel: string, text: RegExp): Promise<void> =>
    expect.poll(async () => page.locator(`[data-panel="${panel}"]`).textContent()).toMatch(text)

  const late = new Date(Date.now() - HOUR_MS).toISOString()
  await send(url, [
    report(1),
    report(2, { at: new Date(Date.now() - 2 * HOUR_MS).toISOString(), dueAt: late }),
    report(3, { region: '370503001' }),
  ])
  await reads(city.page, 'overdue', /超期 1 /)
  await reads(city.page, 'latest', /道路塌陷 3/)
  await reads(street.page, 'latest', /道路塌陷 2/)
  await reads(city.page, 'workflow', /在办 3 件/)
  await reads(street.page, 'workflow', /在办 2 件/)

  first.child.kill('SIGKILL')
  await first.exited
  // The last frame stays while nobody is there.
  await reads(city.page, 'workflow', /在办 3 件/)

  const second = spawnServer(again)
  await second.ready
  await send(url, [
    { id: 'close-2', caseId: 'case-2', type: 'closed', at: new Date().toISOString() },
  ])
  await reads(city.page, 'workflow', /在办 2 件/)
  await reads(city.page, 'overdue', /超期 0 /)
  await reads(street.page, 'workflow', /在办 1 件/)
  // Charts whose file was not there yet when the server went away come as well.
  await expect.poll(async () => city.page.locator('[data-undrawn]').count()).toBe(0)
  // What could not be fetched is no complaint of ours: the server was away on purpose.
  const away = /ERR_CONNECTION_REFUSED|WebSocket|Failed to load|Failed to fetch/
  expect(city.complaints.filter(text => !away.test(text))).toEqual([])
  await city.close()
  await street.close()
})
