import { describe, expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { emptyFrame, hugeFrame } from '../fixtures/frames/extremes.ts'
import { measure, overlaps } from './support/measure.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const dongying = () => stage.city('dongying').profile
const boston = () => stage.city('boston').profile

/** Cities at all sizes are in acceptance.test.ts. */
const WALLS = [
  { width: 1920, height: 1080, floorPx: 20, query: '' },
  { width: 3840, height: 1080, floorPx: 37, query: '&wallWidthMm=4800' },
]
const FRAMES = {
  'a county': () => buildFrame(dongying(), '370502', { perDay: 420, seed: 3 }),
  'a street': () => buildFrame(dongying(), '370502003', { perDay: 61, points: 40 }),
  'a city without any case': () => emptyFrame(dongying(), '370500'),
  'a hundred million cases and names without end': () => hugeFrame(dongying(), '370500'),
}

describe.each(WALLS)('on $width x $height $query', ({ width, height, floorPx, query }) => {
  async function read(frame: ReturnType<typeof buildFrame>, name: 'dongying' | 'boston') {
    const wall = await stage.show(name, [frame], {
      width,
      height,
      query: `motion=off&scope=${frame.scope}${query}`,
    })
    const measured = await measure(wall.page)
    expect(measured.texts.length).toBeGreaterThan(30)
    return { ...measured, complaints: wall.complaints }
  }
  function expectReadable({ texts, scrolls, complaints }: Awaited<ReturnType<typeof read>>) {
    expect(complaints).toEqual([])
    expect(scrolls).toBe(false)
    expect(texts.filter(text => text.size < floorPx).map(t => `${t.panel}: ${t.text}`)).toEqual([])
    expect(texts.filter(text => text.outside).map(t => `${t.panel}: ${t.text}`)).toEqual([])
    expect(texts.filter(text => text.clipped).map(t => `${t.panel}: ${t.text}`)).toEqual([])
    expect(overlaps(texts)).toEqual([])
  }

  it.each(Object.entries(FRAMES))('sets every word of %s readable and whole', async (_, frame) => {
    expectReadable(await read(frame(), 'dongying'))
  })

  it('fits English words without shrinking them', async () => {
    const frame = buildFrame(boston(), 'boston', { perDay: 340, points: 330 })
    expectReadable(await read(frame, 'boston'))
  })
})
