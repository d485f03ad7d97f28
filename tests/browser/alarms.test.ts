import type { Page } from 'playwright-core'
import type { Alarm } from '../../contract/alarms.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildAlarm, buildBoard } from '../fixtures/frames/build-alarm.ts'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { measure, overlaps } from './support/measure.ts'
import { useStage } from './support/stage.ts'

const ROOT = '370500'
const strip = '[data-test="alarm"]'
const takeover = '[data-panel="takeover"]'
const stage = useStage()
const frame = () => buildFrame(stage.city('dongying').profile, ROOT)
/** Raised so many seconds ago by the clock of the test's server. */
function raised(id: string, more: Partial<Alarm> = {}, agoS = 60): Alarm {
  return buildAlarm(id, { raisedAt: new Date(Date.now() - agoS * 1000).toISOString(), ...more })
}
function urged(id: string, more: Partial<Alarm> = {}): Alarm {
  return raised(id, { rule: 'urged-overdue', kind: 'overdue_level', severity: 'critical', value: 4, limit: 3, ...more })
}

/** How long a takeover lasts on walls that are opened from now on. */
function dwell(dwellSeconds: number): void {
  for (const rule of stage.city('dongying').profile.alarms.rules) {
    if (rule.takeover !== undefined)
      rule.takeover = { dwellSeconds, coolDownSeconds: 3600 }
  }
}
/** Longer than any test takes. */
beforeEach(() => dwell(600))

async function isThere(page: Page, selector: string): Promise<boolean> {
  return await page.locator(selector).count() > 0
}

describe('the bar', () => {
  it('is calm without alarms and pins the most urgent one, until somebody has it', async () => {
    const { page, server, complaints } = await stage.show('dongying', [frame()])
    await stage.reads(page, '[data-panel="alert"]', /超期最久/)
    const late = raised('a')
    server.alarm(buildBoard(ROOT, [urged('b'), late]))
    await stage.reads(page, strip, /紧急\s*东营区\s*三级督办超期 4 件\s*限值 3\s*持续 1分[\s\S]*1\/2/)
    expect(await page.locator(`${strip} .call`).getAttribute('class')).toContain('raised')

    const acknowledged = { by: '王芳', operator: 'duty', at: '2026-11-21T06:33:00.000Z', note: '' }
    server.alarm(buildBoard(ROOT, [late, urged('b', { state: 'acknowledged', acknowledged })]))
    await stage.reads(page, strip, /告警\s*东营区\s*超期 18 件/)
    expect(await page.locator('[data-test="alarm-page"]').count()).toBe(0)

    server.alarm(buildBoard(ROOT, [{ ...late, state: 'acknowledged', acknowledged }]))
    await stage.reads(page, strip, /超期 18 件[\s\S]*王芳 \S+ ?14:33 确认|王芳 14:33 确认/)
    expect(await page.locator(`${strip} .call`).getAttribute('class')).not.toContain('raised')

    server.alarm(buildBoard(ROOT, []))
    await stage.reads(page, '[data-panel="alert"]', /超期最久/)
    expect(await isThere(page, strip)).toBe(false)
    expect(complaints).toEqual([])
  })

  it('pulses for a new alarm and then stands', async () => {
    const { page, server } = await stage.show('dongying', [frame()], { query: `scope=${ROOT}` })
    server.alarm(buildBoard(ROOT, [raised('a', {}, 3)]))
    await page.locator(`${strip} .fresh`).waitFor()
    await page.locator(`${strip} .raised:not(.fresh)`).waitFor()
  })

  it('stands in the header of a wall that is too low for it, whole', async () => {
    const { page, server } = await stage.show('dongying', [frame()], {
      width: 5760,
      height: 1080,
      query: `motion=off&scope=${ROOT}&wallMm=4800&viewM=5`,
    })
    await page.waitForSelector('main[data-shape="low"] h1')
    server.alarm(buildBoard(ROOT, [urged('b'), raised('a')]))
    await stage.reads(page, `[data-panel="header"] ${strip}`, /紧急\s*东营区\s*三级督办超期 4 件/)
    const { texts } = await measure(page)
    expect(texts.filter(text => text.clipped || text.outside).map(text => text.text)).toEqual([])
    expect(overlaps(texts)).toEqual([])
    server.alarm(buildBoard(ROOT, []))
    await stage.reads(page, '[data-panel="header"] h1', /指挥中心/)
  })

  it('says that its alarms are of before, when the link is lost', async () => {
    const { page, server } = await stage.show('dongying', [frame()])
    server.alarm(buildBoard(ROOT, [raised('a')]))
    await stage.reads(page, strip, /超期 18 件/)
    await server.close()
    await stage.reads(page, strip, /连接中断，告警为断线前/)
  })

  it('does not show alarms of the scope left a moment ago', async () => {
    const county = buildFrame(stage.city('dongying').profile, '370502')
    const { page, server } = await stage.show('dongying', [frame(), county])
    server.alarm(buildBoard(ROOT, [raised('a')]))
    await stage.reads(page, strip, /超期 18 件/)
    await page.locator('[data-card="370502"]').click()
    await stage.reads(page, '[data-panel="header"]', /东营区/)
    await page.locator(strip).waitFor({ state: 'detached' })
  })

  it.each([['dongying', 1920], ['boston', 1920]] as const)(
    'sets long words readable and whole, %s at %i',
    async (name, width) => {
      const { profile } = stage.city(name)
      const subject = profile.categories.filter(({ parent }) => parent === null)
        .toSorted((a, b) => b.name.length - a.name.length)[0]!
        .code
      const scope = profile.regions.filter(({ parent }) => parent === profile.root)
        .toSorted((a, b) => b.name.length - a.name.length)[0]!
        .code
      const alarms = ['a', 'b', 'c'].map(id => raised(id, {
        rule: 'surge',
        kind: 'surge',
        scope,
        subject,
        value: 12_345,
        usual: 1234.5,
      }, 90_000))
      const { root } = profile
      const { page, server } = await stage.show(name, [buildFrame(profile, root)], { width })
      server.alarm(buildBoard(root, alarms))
      await page.locator(strip).waitFor()
      const { texts, scrolls } = await measure(page)
      expect(scrolls).toBe(false)
      expect(texts.filter(text => text.clipped || text.outside).map(text => text.text)).toEqual([])
      expect(overlaps(texts)).toEqual([])
    },
  )
})

describe('a takeover', () => {
  it('takes the wall for a grave alarm, readable and whole', async () => {
    const { page, server, complaints } = await stage.show('dongying', [frame()])
    server.alarm(buildBoard(ROOT, [raised('old')]))
    await stage.reads(page, strip, /超期 18 件/)
    server.alarm(buildBoard(ROOT, [urged('b'), raised('old')]))
    await stage.reads(page, takeover, /紧急 · 督办超期\s*东营市\s*东营区\s*三级督办超期 4 件/)
    const { texts } = await measure(page)
    const own = texts.filter(text => /督办超期|限值|秒后返回|东营区$/.test(text.text))
    expect(own.length).toBeGreaterThan(3)
    expect(own.filter(text => text.clipped || text.outside)).toEqual([])
    expect(complaints.filter(one => !one.includes('404'))).toEqual([])
  })

  it('is as large as header and panels at the ends of a wall of 48:9, cases and all', async () => {
    const county = buildFrame(stage.city('dongying').profile, '370502')
    for (const one of county.panels.overdue.overdue)
      one.urgedLevel = 3
    const { page, server } = await stage.show('dongying', [frame()], {
      width: 5760,
      past: { frame: () => county },
    })
    server.alarm(buildBoard(ROOT, []))
    server.alarm(buildBoard(ROOT, [urged('b')]))
    await page.locator(`${takeover} li`).nth(2).waitFor()
    const { texts } = await measure(page)
    const own = texts.filter(({ panel }) => panel === 'takeover')
    expect(own.length).toBeGreaterThan(12)
    expect(own.filter(({ size }) => size < 30)).toEqual([])
    expect(own.filter(text => text.clipped || text.outside)).toEqual([])
    expect(overlaps(own)).toEqual([])
    // Where, what and which cases side by side, in the middle of the wall.
    const boxes = [`${takeover} .map`, `${takeover} .card`, `${takeover} .cases`]
      .map(async part => page.locator(part).boundingBox())
    const [map, card, cases] = await Promise.all(boxes)
    expect(card!.x).toBeGreaterThan(map!.x + map!.width)
    expect(cases!.x).toBeGreaterThan(card!.x + card!.width)
    expect(Math.abs(map!.x + cases!.x + cases!.width - 5760)).toBeLessThan(100)
  })

  it('shows where it is also on the wall of that very region', async () => {
    const county = buildFrame(stage.city('dongying').profile, '370502')
    const { page, server, complaints } = await stage.show('dongying', [county])
    server.alarm(buildBoard('370502', []))
    server.alarm(buildBoard('370502', [urged('b')]))
    await page.locator(`${takeover} .map .dot`).waitFor()
    expect(complaints).toEqual([])
  })

  it('gives the wall back by itself', async () => {
    dwell(5)
    const { page, server } = await stage.show('dongying', [frame()])
    server.alarm(buildBoard(ROOT, []))
    server.alarm(buildBoard(ROOT, [urged('b')]))
    await page.locator(takeover).waitFor()
    await page.locator(takeover).waitFor({ state: 'detached' })
    await stage.reads(page, strip, /三级督办超期 4 件/)
  })

  it('ends at once with Escape', async () => {
    const { page, server } = await stage.show('dongying', [frame()])
    server.alarm(buildBoard(ROOT, []))
    server.alarm(buildBoard(ROOT, [urged('a')]))
    await page.locator(takeover).waitFor()
    await page.keyboard.press('Escape')
    await page.locator(takeover).waitFor({ state: 'detached' })
  })

  it('never startles visitors, nor names sensitive categories to them', async () => {
    const { page, server } = await stage.show('dongying', [frame()], {
      query: `motion=off&visit=1&scope=${ROOT}`,
    })
    server.alarm(buildBoard(ROOT, []))
    const surge = raised('a', { rule: 'surge', kind: 'surge', subject: 'disputes.petition', usual: 2 })
    server.alarm(buildBoard(ROOT, [surge, urged('b')]))
    const shown = await stage.reads(page, strip, /内容不公开 1时内 18 件/)
    expect(shown).not.toContain('信访')
    expect(await isThere(page, takeover)).toBe(false)
    expect(await isThere(page, `${strip} a, ${strip} .sound`)).toBe(false)
  })
})

it('is muted with M or a touch, and says so', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  server.alarm(buildBoard(ROOT, [raised('a')]))
  const sound = page.locator(`${strip} .sound`)
  await sound.waitFor()
  expect(await sound.getAttribute('data-sound')).toBe('on')
  await page.keyboard.press('m')
  await page.locator(`${strip} [data-sound="off"]`).waitFor()
  expect(await sound.getAttribute('aria-label')).toContain('已静音')
  await sound.click()
  await page.locator(`${strip} [data-sound="on"]`).waitFor()
})

describe('the log', () => {
  const cleared = buildAlarm('cleared', {
    state: 'cleared',
    value: 0,
    worst: 31,
    clearedAt: '2026-11-21T08:02:05.000Z',
    acknowledged: { by: '王芳', operator: null, at: '2026-11-21T06:40:00.000Z', note: '已派单' },
  })
  const log = async () => stage.show('dongying', [frame()], {
    path: 'alarms',
    panel: 'alarms',
    query: 'state=all',
    alarms: [urged('open'), cleared],
  })

  it('lists what lasts and what is over, in the city\'s time', async () => {
    const { page, complaints } = await log()
    await stage.reads(page, '[data-alarm="open"]', /紧急[\s\S]*东营区 · 三级督办超期 4 件/)
    await stage.reads(
      page,
      '[data-alarm="cleared"]',
      /告警[\s\S]*东营区 · 超期 0 件[\s\S]*— \/ 31[\s\S]*2026-11-21 14:32:05[\s\S]*王芳[\s\S]*未核身份[\s\S]*14:40:00[\s\S]*已派单[\s\S]*16:02:05[\s\S]*1时30分/,
    )
    expect(complaints).toEqual([])
  })

  it('is where an operator acknowledges, with a token', async () => {
    const { page, server } = await log()
    const button = page.locator('[data-alarm="open"] [data-test="acknowledge"]')
    await button.click()
    await stage.reads(page, '[role="alert"]', /确认须填操作员令牌/)
    expect(server.acknowledged).toEqual([])
    await page.locator('input[name="token"]').fill('operator-token')
    await page.locator('input[name="by"]').fill('李强')
    await button.click()
    await stage.reads(page, '[data-alarm="open"][data-state="acknowledged"]', /李强[\s\S]*duty/)
    expect(server.acknowledged).toEqual([
      { id: 'open', authorization: 'Bearer operator-token', body: { by: '李强' } },
    ])
    expect(page.url()).not.toContain('operator-token')
  })
})
