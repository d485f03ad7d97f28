import { describe, expect, it } from 'vitest'
import { computeLayout, scaledLayout } from '../../../../web/layout/wall-layout.ts'

function layout(width: number, height: number, wallWidthMm: number | null = null) {
  return computeLayout({ width, height, wallWidthMm, viewDistanceM: 5 })
}

describe('the unit', () => {
  it('is one pixel on the design wall', () => {
    expect(layout(1920, 1080)).toMatchObject({ unit: 1, floorPx: 20, shape: 'standard' })
  })

  it('doubles with the pixels: the same layout, never more content', () => {
    expect(layout(3840, 2160)).toMatchObject({ unit: 2, width: 1920, height: 1080 })
  })

  it('stays one on the 4.8 m design wall seen from five metres', () => {
    expect(layout(1920, 1080, 4800).unit).toBe(1)
  })

  it('grows 1.9 times where the same width carries twice the pixels', () => {
    expect(layout(3840, 1080, 4800).unit).toBeCloseTo(1.9, 1)
  })

  it('is that of the design on its side on a portrait wall', () => {
    expect(layout(1080, 1920)).toMatchObject({ unit: 1, shape: 'tall' })
    expect(layout(2160, 3840).unit).toBe(2)
  })

  it('follows the narrower side, so that nothing runs off a squarer screen', () => {
    expect(layout(1600, 1200)).toMatchObject({ unit: 1600 / 1920, width: 1920 })
  })
})

it.each([
  [1920, 1080, 4800, 'L'],
  [3840, 1080, 4800, 'M'],
  [5760, 1080, 4800, 'S'],
] as const)('a wall of %i x %i pixels, %i mm wide, is of tier %s', (width, height, mm, tier) => {
  expect(layout(width, height, mm).tier).toBe(tier)
})

describe('the shape', () => {
  it.each([
    [1920, 1080, null, 'standard'],
    [3840, 1080, null, 'wide'],
    [5760, 1080, null, 'triple'],
    [3840, 1080, 4800, 'short'],
    [5760, 1080, 4800, 'low'],
  ] as const)('of %i x %i pixels, %s mm wide, is %s', (width, height, mm, shape) => {
    expect(layout(width, height, mm).shape).toBe(shape)
  })
})

it('has a unit of its own in a part with larger type, and as many fewer of them', () => {
  const wall = computeLayout({ width: 5760, height: 1080, wallWidthMm: null, viewDistanceM: 5 })
  expect(scaledLayout(wall, 1.5))
    .toMatchObject({ unit: 1.5, floorPx: 30, width: 3840, height: 720, shape: 'triple', tier: 'L' })
})
