import type { Locator, Page } from 'playwright-core'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { postEvents } from '../helpers/post-events.ts'
import { firstFrame } from './support/browser.ts'
import { UNPROVED } from './support/no-ledger-numbers.ts'
import { NUMBERS, opened, toldBy } from './support/proved.ts'
import { resize, walkScenes } from './support/scene-walk.ts'
import { useShownCity } from './support/shown-city.ts'

/** Whatever number of the ledger a wall shows, a click opens its proof: also one added tomorrow. */
const START = Date.parse('2026-03-12T14:32:05+08:00')
const DAY_MS = 86_400_000
const SIZES = [[1920, 1080], [5760, 1080]] as const
const script = readFileSync(new URL('pages/unlinked-numbers.js', import.meta.url), 'utf8')

const asked = JSON.stringify({ kinds: UNPROVED, number: NUMBERS.source })

const { city, open } = useShownCity(START, 2500)
let profile: ProfileBody
/** A street whose communities have cases of their own. */
let street: string

/** A text that opens nothing, and which of its digits no kind explains. */
interface Unlinked { panel: string, text: string, path: string, kinds: string[], left: string[] }

beforeAll(async () => {
  profile = await (await fetch(`${city().url}/api/v1/profile`)).json() as ProfileBody
  street = profile.regions.find(({ parent }) => parent === city().county.code)!.code
  const lines = smallestRegions().map(event => JSON.stringify(event))
  const { body } = await postEvents(city().url, lines.join('\n'))
  expect(body.rejected).toEqual([])
})

/**
 * Of the communities of a street: enough reviews for a rank, of two the same, and in one too few;
 * besides open cases in two grids of the first.
 */
function smallestRegions(): CaseEvent[] {
  const below = (code: string) => profile.regions.filter(({ parent }) => parent === code)
  const communities = below(street).slice(0, 5)
  const at = (days: number) => new Date(START - days * DAY_MS).toISOString()
  const known = { category: 'disputes.family', channel: 'hotline' }
  const closed = communities.flatMap(({ code }, i) =>
    Array.from({ length: i === 4 ? 3 : 34 }, (_, n): CaseEvent[] => {
      const caseId = `small-${i}-${n}`
      const satisfaction = n < [8, 8, 2, 5, 0][i]! ? 'dissatisfied' : 'satisfied'
      return [
        { id: `${caseId}-a`, caseId, type: 'reported', at: at(6), region: code, ...known },
        { id: `${caseId}-b`, caseId, type: 'closed', at: at(5) },
        { id: `${caseId}-c`, caseId, type: 'reviewed', at: at(4), satisfaction },
      ]
    }).flat())
  // So many, and late, that they stand first among the tiles.
  const grids = below(communities[0]!.code).slice(0, 2).flatMap(({ code }) =>
    Array.from({ length: 150 }, (_, n): CaseEvent => {
      const caseId = `grid-${code}-${n}`
      const times = { at: at(2), dueAt: at(1) }
      return { id: caseId, caseId, type: 'reported', ...times, region: code, ...known }
    }))
  return [...closed, ...grids]
}

/** From then on all sources report, and the panels say which regions do. */
async function reportAll(): Promise<void> {
  const heard = await fetch(`${city().url}/api/v1/heartbeat`, {
    method: 'POST',
    headers: { authorization: 'Bearer other-token' },
  })
  expect(heard.status).toBe(200)
}

async function show(query: string, panel?: string, width = 1920): Promise<Page> {
  const { page } = await open({ query: `motion=off&${query}`, width })
  page.setDefaultTimeout(15_000)
  await firstFrame(page, panel)
  return page
}

it.each([
  ['of the city', 'zh', () => profile.root],
  ['of the city, in English', 'en', () => profile.root],
  ['of a street with all sources', 'zh', () => street],
] as const)('every number %s opens, in every scene, but for such as are none of the ledger', async (_, lang, scope) => {
  if (scope() === street)
    await reportAll()
  const page = await show(`lang=${lang}&scope=${scope()}`)
  const found = new Set<string>()
  const kinds = new Set<string>()
  await walkScenes(page, profile, async (scene) => {
    for (const [width, height] of SIZES) {
      await resize(page, width, height)
      const unlinked = await page.evaluate<Unlinked[]>(`(${script})(${asked})`)
      for (const { panel, text, path, kinds: own, left } of unlinked) {
        if (left.length > 0)
          found.add(`${scene} ${width} ${panel}: ${left.join(' ')} of "${text}" (${path})`)
        own.forEach(kind => kinds.add(kind))
      }
    }
  })
  expect([...found]).toEqual([])
  // The look saw something: it would miss a number if it missed these.
  expect([...kinds]).toEqual(expect.arrayContaining(['window', 'target', 'axis', 'order', 'clock']))
})

/** Where ranks stand: the row of a region, its name in it, and its rank. */
const RANKS: [panel: string, query: string, row: string, name: string, rank: string][] = [
  ['ranking', 'scene=overview', 'li.line', '.name', '.rank'],
  ['bottom', 'scene=opinion', 'li.row', '.name', '.rank'],
]

it.each(RANKS)('leads from each rank of the panel %s to that region\'s among all', async (panel, query, row, name, rank) => {
  const page = await show(query, panel)
  const rows = page.locator(`[data-panel="${panel}"] ${row}`)
  await rows.first().waitFor()
  const count = await rows.count()
  expect(count).toBeGreaterThan(3)
  for (const at of new Set([0, 1, count - 1])) {
    await expect.poll(async () => {
      const shown = rows.nth(at)
      // Behind the name may stand the region above it, smaller.
      const text = (await shown.locator(name).textContent())!.trim().split(' ')[0]!
      const own = (await shown.locator(rank).textContent())!.trim()
      const proof = await opened(page, shown.locator(rank))
      await toldBy(proof)
      const told = await rankOn(proof, text)
      await proof.close()
      return told === own ? '' : `${text}: ${own}, proof: ${told}`
    }, { timeout: 20_000 }).toBe('')
  }
})

/** The rank of a region on the page of a proof; its rows stand in the order of their ranks. */
async function rankOn(proof: Page, name: string): Promise<string> {
  const all = await proof.locator('[data-test="rank-of-unit"]').allTextContents()
  const ranks = all.flatMap(text => text.match(NUMBERS) ?? []).map(Number)
  expect(ranks.length).toBeGreaterThan(3)
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  const row = proof.locator('[data-test="units"] tbody tr', { hasText: name }).first()
  return (await row.locator('[data-test="rank-of-unit"]').textContent())!.trim()
}

/** By a click to a page that tells every number that the link says. */
async function leadsWhole(page: Page, link: Locator): Promise<void> {
  const told = await toldBy(await opened(page, link))
  expect(told).toEqual(expect.arrayContaining((await link.textContent())!.match(NUMBERS)!))
}

it('leads from how many regions have reported, are ranked, or are too small for a rank', async () => {
  await reportAll()
  // A panel of a narrower wall has no room for it beside its title.
  const overview = await show(`scene=overview&scope=${street}`, 'ranking', 5760)
  await leadsWhole(overview, overview.locator('[data-panel="ranking"] .parts [data-proof]'))

  const opinion = await show('scene=opinion', 'bottom')
  const counts = opinion.locator('[data-panel="bottom"] .few [data-proof]')
  await counts.nth(1).waitFor()
  for (const count of [counts.first(), counts.nth(1)])
    await leadsWhole(opinion, count)
})

it('leads from in how many places of how many cases lie to each of them', async () => {
  const area = await show(`scene=area&scope=${city().county.code}`, 'units')
  const panel = area.locator('[data-panel="units"]')
  await panel.locator('.where [data-proof]').first().waitFor()
  await leadsWhole(area, panel.locator('.where [data-proof]').first())
  await leadsWhole(area, panel.locator('.meta [data-proof]'))
})

it('keeps the row of the ranking a way to the region, for keys as well', async () => {
  const page = await show('scene=overview')
  const row = page.locator('[data-panel="ranking"] li.line').first()
  const here = page.locator('.path .here')
  const county = (await row.locator('.name').textContent())!.trim()
  expect(await page.locator('[data-panel] button a, [data-panel] a button').count()).toBe(0)
  // On the bar, beside the name: all of the row opens the region.
  const { x, y, width, height } = (await row.locator('.track, .silent').first().boundingBox())!
  await page.mouse.click(x + width / 2, y + height / 2)
  await expect.poll(async () => here.textContent()).toBe(county)
  const below = row.locator('button')
  const next = (await below.getAttribute('aria-label'))!
  expect(next).not.toBe(county)
  await below.press('Enter')
  await expect.poll(async () => here.textContent()).toBe(next)
})

it('leads from an hour that has not come to the same hour of yesterday, and says so', async () => {
  for (const [lang, says] of [['zh', /^昨日 23:00 受理 \d+$/], ['en', /^Yesterday 23:00, reported \d+$/]] as const) {
    const page = await show(`scene=overview&lang=${lang}`)
    const places = page.locator('[data-panel="hours"] .place')
    expect(await places.count()).toBe(24)
    expect(await places.last().getAttribute('aria-label')).toMatch(says)
    const from = new URL((await places.last().getAttribute('href'))!, page.url()).searchParams.get('from')
    expect(Date.parse(from!)).toBe(Date.parse('2026-03-11T23:00:00+08:00'))
  }
})
