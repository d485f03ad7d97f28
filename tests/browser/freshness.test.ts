import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { behindFrame } from '../fixtures/frames/extremes.ts'
import { useStage } from './support/stage.ts'
import { startWallServer } from './support/wall-server.ts'

const stage = useStage()
const frame = () => buildFrame(stage.city('dongying').profile, '370500')

async function states(page: import('playwright-core').Page): Promise<(string | null)[]> {
  const panels = await page.locator('[data-panel][data-state]').all()
  return Promise.all(panels.map(async panel => panel.getAttribute('data-state')))
}

/** As if so many seconds had gone by on the screen since it was opened. */
async function later(page: import('playwright-core').Page, seconds: number): Promise<void> {
  await page.evaluate(`(() => {
    const real = Performance.prototype.now
    performance.now = () => real.call(performance) + ${seconds * 1000}
  })()`)
}

it('turns every panel late and then stale when the feed stops, and keeps the values', async () => {
  const { page } = await stage.show('dongying', [frame()], { clockAhead: 0 })
  const before = await page.locator('[data-panel="overdue"] ol').textContent()
  expect(new Set(await states(page))).toEqual(new Set(['live', 'ok']))

  await later(page, 9)
  await stage.reads(page, '[data-panel="header"]', /数据延迟 1\d秒前/)
  expect(new Set(await states(page))).toEqual(new Set(['late', 'warn']))

  await later(page, 19)
  await stage.reads(page, '[data-panel="ranking"]', /停滞 \d+秒前/)
  expect(new Set(await states(page))).toEqual(new Set(['stale']))
  expect(await page.locator('[data-panel="overdue"] ol').textContent()).toBe(before)
})

it('counts ages on the server\'s clock, however wrong the screen\'s own is', async () => {
  const { page, server } = await stage.show('dongying', [frame()], { clockAhead: -3 * 86_400_000 })
  const stop = server.keepAlive('370500')
  const header = await stage.reads(page, '[data-panel="header"]', /数据 (?:刚刚|\d秒前)/)
  const day = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', day: 'numeric' })
    .format(Date.now() - 3 * 86_400_000)
  expect(header).toContain(`月${day}`)
  stop()
})

it('says since when the server cannot compute', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  const staleSince = new Date(Date.now() - 360_000).toISOString()
  server.tick('370500', {}, { head: { staleSince } })
  await stage.reads(page, '[data-panel="header"]', /计算中断 6分前/)
  await stage.reads(page, '[data-panel="map"][data-state="failing"]', /计算中断 6分前/)
  await stage.reads(page, '[data-panel="summary"][data-state="failing"]', /数据截至 \d\d:\d\d/)
})

it('says how many events are acknowledged and not counted yet', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  server.tick('370500', {}, { head: { lag: { events: 1234, since: new Date().toISOString() } } })
  await stage.reads(page, '[data-panel="header"]', /落后 1,234 条/)
})

it('says in every panel that history is still coming, and does not glow for what it may close', async () => {
  const { profile } = stage.city('dongying')
  const { page } = await stage.show('dongying', [behindFrame(profile, '370500')])
  await stage.reads(page, '[data-panel="header"][data-state="warn"]', /补录中 · 事件到 \d\d-\d\d/)
  await stage.reads(page, '[data-panel="summary"][data-state="behind"]', /补录中，暂计/)
  const panels = await page.locator('[data-panel][data-state]').all()
  for (const panel of panels.slice(1))
    expect(await panel.getAttribute('data-state')).toBe('behind')
  const fill = async (selector: string) => page.evaluate<string>(
    `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('--overdue')`,
  )
  expect(await fill('[data-panel=overdue]')).not.toBe(await fill('body'))
  const total = await page.locator('[data-panel="summary"] .block .value').textContent()
  expect(total).toMatch(/\d/)
})

it('never lets replayed time be taken for now', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  server.tick('370500', {}, { head: { clock: 'stream', asOf: '2011-08-28T21:14:00+08:00' } })
  await stage.reads(page, '[data-panel="header"]', /回放时间\s*2011-08-28\s*21:14:00/)
})

it('keeps its last frame while the server is away and has the exact next one after', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  const port = Number(new URL(server.url).port)
  await server.close()
  await stage.reads(page, '[data-panel="header"]', /连接中断/)
  expect(await page.locator('[data-panel="latest"] li').count()).toBeGreaterThan(3)

  const next = frame()
  next.epoch = 'after the restart'
  next.panels.overdue = { ...next.panels.overdue, total: 4711 }
  const again = await startWallServer({ city: stage.city('dongying'), frames: [next], port })
  const stop = again.keepAlive('370500')
  try {
    await stage.reads(page, '[data-panel="overdue"]', /超期 4,711/)
    await stage.reads(page, '[data-panel="header"]', /数据 (?:刚刚|\d秒前)/)
  }
  finally {
    stop()
    await again.close()
  }
})
