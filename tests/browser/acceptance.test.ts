import type { Page } from 'playwright-core'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Measured } from './support/measure.ts'
import type { ShowOptions } from './support/stage.ts'
import type { WallServer } from './support/wall-server.ts'
import { describe, expect, it } from 'vitest'
import { ANSWER_INTERVAL_MS } from '../../contract/answers.ts'
import { crosses, seamsOf } from '../../web/layout/seams.ts'
import { buildAlarm, buildBoard } from '../fixtures/frames/build-alarm.ts'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { emptyAnswers, hugeAnswers } from '../fixtures/frames/extreme-answers.ts'
import { emptyFrame, hugeFrame } from '../fixtures/frames/extremes.ts'
import { graveFindings } from './support/axe.ts'
import { contrasts, style } from './support/contrast.ts'
import { measure, overlaps } from './support/measure.ts'
import { framesOf, resize, standsStill, until, walkScenes } from './support/scene-walk.ts'
import { useStage } from './support/stage.ts'
import { torn } from './support/torn.ts'

/** What a wall must be in every scene of every city, at every size. */
const stage = useStage()
const CITIES = ['dongying', 'boston'] as const
const SIZES = [
  [1920, 1080],
  [2560, 1440],
  [3840, 2160],
  [3840, 1080],
  [5760, 1080],
  [7680, 2160],
  [1080, 1920],
  [1920, 540],
] as const
/** Walls whose type must be larger, as they are small or read from afar: panels go, type stays. */
const FAR = [
  { query: 'wallMm=4800', sizes: [[3840, 1080], [5760, 1080]] },
  { query: 'wallMm=4800&viewM=2.4', sizes: [[5760, 1080], [7680, 2160]] },
  { query: 'wallMm=2400', sizes: [[1920, 1080], [3840, 1080], [1080, 1920]] },
  { query: 'wallMm=2400&viewM=2.4', sizes: [[1920, 540]] },
  { query: 'wallMm=1600&viewM=2.4', sizes: [[1920, 540]] },
  { query: 'wallMm=1000&viewM=2.4', sizes: [[1920, 540]] },
] as const
/** What a reader needs from his distance, as README says: half a degree for a hanzi's ink. */
const NEEDED_MM_PER_M = 1000 * Math.tan(Math.PI / 360) / 0.92
const FLOOR = 20 / 1080
const TEXT_CONTRAST = 4.5
const MARK_CONTRAST = 3
/** Panels that ask the server themselves. */
const ASKING = [
  'whistles',
  'departments',
  'urged',
  'rates-region',
  'rates-department',
  'rates-category',
  'opinion-days',
  'bottom',
  'reopened',
  'beside',
  'units',
]
const ANSWER_S = ANSWER_INTERVAL_MS / 1000
/** The gap that a line goes on behind, where it has no room on one side of a seam. */
const TORN_HEADLINES = '[data-panel="summary"]:visible .cell span[aria-hidden="true"]'
/** The clock and the age of the data are meant to move. */
const NO_CLOCK = '[data-panel="header"] .truth { visibility: hidden }'

interface Opened {
  page: Page
  profile: ProfileBody
  server: WallServer
  stop: () => void
  complaints: string[]
}

/** A wall on its first scene, with live frames for all of them. */
async function open(
  city: typeof CITIES[number],
  options: ShowOptions & { build?: typeof emptyFrame } = {},
): Promise<Opened> {
  const { profile } = stage.city(city)
  const frames = framesOf(profile, options.build ?? buildFrame)
  const { query = 'motion=off' } = options
  const { page, server, complaints } = await stage.show(city, frames, { ...options, query })
  const stops = frames.map(({ scope }) => server.keepAlive(scope, 1000))
  return { page, profile, server, complaints, stop: () => stops.forEach(end => end()) }
}

/** Everything wrong with what is written, in words; `whole`: names that the profiles foresee. */
function faults({ texts, scrolls }: Measured, floorPx: number, whole = false): string[] {
  return [
    ...texts.filter(text => whole && text.shortened).map(t => `shortened ${t.panel}: ${t.text}`),
    ...scrolls ? ['scrolls'] : [],
    ...texts.filter(text => text.size < floorPx - 0.01).map(t => `small ${t.panel}: ${t.text}`),
    ...texts.filter(text => text.outside).map(t => `outside ${t.panel}: ${t.text}`),
    ...texts.filter(text => text.clipped).map(t => `cut ${t.panel}: ${t.text}`),
    ...overlaps(texts).map(pair => `overlapping ${pair}`),
  ]
}

interface Expected {
  floorOf: (width: number, height: number) => number
  /** More texts than this there are, or the scene is not there. */
  least: number
  /** Nothing ends in an ellipsis. */
  whole?: boolean
}
const PLAIN: Expected = {
  floorOf: (width, height) => FLOOR * Math.min(width, height),
  least: 15,
}
/** Of a low wall read from afar the overdue block may be all that is left, with the header. */
const LEAST_FAR = 8

async function faultsOnWalls(
  page: Page,
  profile: ProfileBody,
  sizes: readonly (readonly [number, number])[],
  { floorOf, least, whole }: Expected = PLAIN,
): Promise<string[]> {
  const found: string[] = []
  await walkScenes(page, profile, async (scene) => {
    for (const [width, height] of sizes) {
      await resize(page, width, height)
      const measured = await measure(page)
      expect(measured.texts.length, scene).toBeGreaterThan(least)
      const where = `${scene} ${width}x${height}`
      const wrong = faults(measured, floorOf(width, height), whole)
      found.push(...wrong.map(fault => `${where} ${fault}`))
    }
  })
  return found
}

describe.each(CITIES)('the scenes of %s', (city) => {
  it('are readable and whole at every size', async () => {
    const { page, profile, stop, complaints } = await open(city)
    expect(await faultsOnWalls(page, profile, SIZES, { ...PLAIN, whole: true })).toEqual([])
    expect(complaints).toEqual([])
    stop()
  })

  it.each(FAR)('are readable and whole with $query, as far as they have room', async (wall) => {
    const { query, sizes } = wall
    const { page, profile, stop } = await open(city, { query: `motion=off&${query}` })
    const given = new URLSearchParams(query)
    const distance = Number(given.get('viewM') ?? 5)
    const floorOf = (width: number, height: number) => Math.max(
      FLOOR * Math.min(width, height),
      NEEDED_MM_PER_M * distance * width / Number(given.get('wallMm')),
    )
    const expected = { floorOf, least: LEAST_FAR }
    expect(await faultsOnWalls(page, profile, sizes, expected)).toEqual([])
    stop()
  })

  it.each([
    ['nothing has ever happened', emptyFrame, emptyAnswers],
    ['there are a hundred million of everything', hugeFrame, hugeAnswers],
  ])('are readable and whole when %s', async (_, build, answers) => {
    const { page, profile, stop } = await open(city, { build, answers })
    expect(await faultsOnWalls(page, profile, [[1920, 1080], [3840, 1080]])).toEqual([])
    stop()
  })

  it.each([
    { across: 4, down: 2, sizes: [[3840, 1080], [3840, 2160]] },
    { across: 3, down: 3, sizes: [[1920, 1080]] },
  ] as const)('write nothing on a seam of $across displays by $down', async (wall) => {
    const { sizes, ...bezels } = wall
    const { page, profile, server, stop } = await open(city, {
      query: `motion=off&bezels=${bezels.across}x${bezels.down}&bezelMm=3.5`,
    })
    // The other city shows what its alert bar says without alarms.
    for (const { scope } of city === 'dongying' ? framesOf(profile, buildFrame) : [])
      server.alarm(buildBoard(scope, [buildAlarm('a', { value: 3 }), buildAlarm('b')]))
    const found: string[] = []
    await walkScenes(page, profile, async (scene) => {
      for (const [width, height] of sizes) {
        await resize(page, width, height)
        const seams = seamsOf({ bezels, bezelMm: 3.5, wallWidthMm: null }, width, height)
        // Rows and charts settle for a moment, and then the words once more.
        await page.waitForTimeout(700)
        const measured = await measure(page)
        found.push(...(await torn(page)).map(wrong => `${scene} ${width}x${height} ${wrong}`))
        // On 16:9 the headline figures end on the seams: no word of theirs is torn in two.
        if (width * 9 === height * 16 && await page.locator(TORN_HEADLINES).count() > 0)
          found.push(`${scene} ${width}x${height} tears words of its headline figures`)
        // Cards stand beside seams with their frames, and say whole names.
        found.push(...measured.texts.filter(({ panel, shortened }) => panel === 'map' && shortened)
          .map(({ text }) => `${scene} ${width}x${height} shortened map: ${text}`))
        // A number may leave a seam; the mark it stands on may not.
        const marks = page.locator('[data-panel="map"] .points:visible')
        if (await page.locator('[data-panel="map"]:visible').count() !== await marks.count())
          found.push(`${scene} ${width}x${height} has lost its marks`)
        found.push(
          ...measured.texts.filter(({ lines }) => lines.some(({ left, top, right, bottom }) =>
            crosses(seams.x, seams.half - 0.5, left, right)
            || crosses(seams.y, seams.half - 0.5, top, bottom)))
            .map(({ panel, text }) => `${scene} ${width}x${height} on a seam ${panel}: ${text}`),
          ...faults(measured, FLOOR * height).map(fault => `${scene} ${width}x${height} ${fault}`),
        )
      }
    })
    expect(found).toEqual([])
    stop()
  })

  it('have contrast, stand still without motion, and say states by more than colour', async () => {
    const { page, profile, stop } = await open(city)
    const found: string[] = []
    await walkScenes(page, profile, async (scene) => {
      await page.mouse.move(5, 5)
      const { texts, marks } = await measure(page)
      const of = await contrasts(page, [...texts, ...marks])
      texts.forEach(({ panel, text, colour }, i) => {
        if (of[i]! < TEXT_CONTRAST)
          found.push(`${scene} ${panel}: "${text}" ${colour} ${of[i]!.toFixed(1)}`)
      })
      marks.forEach(({ panel, shape, words, colour }, i) => {
        const contrast = of[texts.length + i]!
        if (contrast < MARK_CONTRAST)
          found.push(`${scene} ${panel}: mark ${shape} of "${words}" ${colour} ${contrast.toFixed(1)}`)
        if (!words)
          found.push(`${scene} ${panel}: a ${shape} without a word`)
      })
      expect(new Set(marks.map(mark => mark.shape)).size, scene).toBeGreaterThan(1)
      found.push(...coloursWithoutShape(marks).map(wrong => `${scene} ${wrong}`))

      await page.evaluate(style(NO_CLOCK))
      if (!await standsStill(page))
        found.push(`${scene} moves with motion off`)
      await page.evaluate('document.adoptedStyleSheets = []')
    })
    expect(found).toEqual([])
    stop()
  })
})

/** Ages of the numbers, seconds: panels that ask for themselves may be older than frames. */
const AGES = [
  { seconds: 0, frames: 'live', answers: 'live' },
  { seconds: 15, frames: 'late', answers: 'live' },
  { seconds: 4 * ANSWER_S, frames: 'stale', answers: 'late' },
  { seconds: 8 * ANSWER_S, frames: 'stale', answers: 'stale' },
]

it('turns every panel of every scene late, and then stale, when the feed stops', async () => {
  const { page, profile, server, stop } = await open('dongying')
  // A wall to which nothing seems to have come for minutes connects again, and would set its clock.
  server.holdClock()
  const later = async (seconds: number) => page.evaluate(`(() => {
    const real = Performance.prototype.now
    performance.now = () => real.call(performance) + ${seconds * 1000}
  })()`)
  await walkScenes(page, profile, async (scene) => {
    for (const { seconds, frames, answers } of AGES) {
      await later(seconds)
      const wanted = `Array.from(document.querySelectorAll('main .stage [data-panel][data-state]'),
        panel => panel.dataset.panel + ' ' + panel.dataset.state)`
      const all = `${wanted}.every(one => (${JSON.stringify(ASKING)}.includes(one.split(' ')[0])
        ? '${answers}' : '${frames}') === one.split(' ')[1])`
      await until(page, all).catch(async () => {
        throw new Error(`${scene} after ${seconds} s: ${await page.evaluate<string>(`${wanted}.join()`)}`)
      })
      expect((await page.evaluate<string[]>(wanted)).length, scene).toBeGreaterThan(1)
    }
    await later(0)
  })
  stop()
})

it('has no grave finding of axe-core in any scene', async () => {
  const { page, profile, stop } = await open('dongying')
  const found: string[] = []
  await walkScenes(page, profile, async (scene) => {
    found.push(...(await graveFindings(page)).map(finding => `${scene} ${finding}`))
  })
  expect(found).toEqual([])
  stop()
})

it.each([
  ['gallery', 'state=live'],
  ['testcard', 'bezels=4x2&wallMm=4800'],
  ['alarms', 'state=all'],
  ['quality', ''],
])('/%s has no grave finding of axe-core', async (path, query) => {
  const frame = buildFrame(stage.city('dongying').profile, '370500')
  const { page } = await stage.show('dongying', [frame], { path, query, panel: path })
  expect(await graveFindings(page)).toEqual([])
})

/** The shape that each colour of a state has to come with, colours as a browser says them. */
const SHAPES: Record<string, readonly string[]> = {
  'rgb(106, 221, 173)': ['dot'],
  'rgb(242, 189, 37)': ['triangle', 'clock', 'part', 'ahead'],
  'rgb(239, 102, 51)': ['diamond'],
  'rgb(190, 51, 142)': ['square'],
}

function coloursWithoutShape(marks: Measured['marks']): string[] {
  return marks
    .filter(({ colour, shape }) => SHAPES[colour]?.includes(shape) === false)
    .map(({ panel, colour, shape, words }) => `${panel}: ${shape} in ${colour} beside "${words}"`)
}
