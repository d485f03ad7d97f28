import { expect, it } from 'vitest'
import { sceneFrame } from '../../../../web/layout/scene-frame.ts'
import { computeLayout } from '../../../../web/layout/wall-layout.ts'

function frame(width: number, height: number, wallWidthMm: number | null = null) {
  return sceneFrame(computeLayout({ width, height, wallWidthMm, viewDistanceM: 5 }))
}

it('leaves the scene what header, alert bar, margins and gutters do not take', () => {
  expect(frame(1920, 1080)).toEqual({
    header: 72,
    footer: 56,
    scale: 1,
    room: { width: 1872, height: 1080 - 72 - 56 - 32 },
  })
})

it('has two rows in both on a portrait wall', () => {
  expect(frame(1080, 1920)).toMatchObject({ header: 112, footer: 108 })
})

it('is as large on 48:9 as the panels at its ends', () => {
  expect(frame(5760, 1080)).toMatchObject({ header: 108, footer: 84, scale: 1.5 })
})

it('has no alert bar on a low wall', () => {
  expect(frame(5760, 1080, 4800)).toMatchObject({ header: 64, footer: 0, scale: 1 })
})
