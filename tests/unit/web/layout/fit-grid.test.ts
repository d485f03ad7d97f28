import type { SceneGrid } from '../../../../contract/scene.ts'
import { describe, expect, it } from 'vitest'
import { gridOf } from '../../../../contract/scene.ts'
import { fitGrid } from '../../../../web/layout/fit-grid.ts'
import { rankOf } from '../../../../web/layout/panel-needs.ts'
import { sceneFrame } from '../../../../web/layout/scene-frame.ts'
import { computeLayout } from '../../../../web/layout/wall-layout.ts'
import { loadFixtureCity } from '../../../fixtures/frames/profiles.ts'

const STEPS = 5
const GRID: SceneGrid = [
  { columns: [
    { width: 560, panels: [{ panel: 'overdue' }] },
    { panels: [{ panel: 'map' }] },
    { width: 560, panels: [{ panel: 'summary' }] },
  ] },
]

function panelsOf(grid: SceneGrid): string[] {
  return grid.flatMap(({ columns }) => columns.flatMap(({ panels }) => panels.map(p => p.panel)))
}

function left(width: number, height: number, grid = GRID): string[] {
  return panelsOf(fitGrid(grid, { width, height }, STEPS))
}

describe('on a wall that has room for all', () => {
  it.each(['dongying', 'boston'] as const)('changes no scene of %s', async (name) => {
    const { profile } = await loadFixtureCity(name)
    const sizes = [[1920, 1080], [3840, 1080], [5760, 1080], [7680, 2160], [1080, 1920]] as const
    for (const [width, height] of sizes) {
      const wall = { width, height, wallWidthMm: null, viewDistanceM: 5 }
      const layout = computeLayout(wall)
      for (const scene of profile.scenes) {
        const grid = gridOf(scene, layout.shape)
        const { room } = sceneFrame(layout)
        expect(panelsOf(fitGrid(grid, room, profile.workflow.length)), `${scene.id} ${width}`)
          .toEqual(panelsOf(grid))
      }
    }
  })
})

describe('on a wall without room for all', () => {
  it('lets fixed columns give way before any panel goes', () => {
    const fitted = fitGrid(GRID, { width: 1700, height: 400 }, STEPS)
    expect(panelsOf(fitted)).toEqual(['overdue', 'map', 'summary'])
    expect(fitted[0]!.columns.map(({ width }) => width)).toEqual([undefined, undefined, undefined])
  })

  it('lets the least important columns go, one by one, and the others take their room', () => {
    expect(left(1300, 400)).toEqual(['overdue', 'summary'])
    expect(left(700, 400)).toEqual(['summary'])
    const [band] = fitGrid(GRID, { width: 1300, height: 400 }, STEPS)
    expect(band!.columns.some(({ width }) => width !== undefined)).toBe(false)
  })

  it('lets panels of a column go that is too low for them', () => {
    const column: SceneGrid = [
      { columns: [{ panels: [{ panel: 'channels' }, { panel: 'overdue' }, { panel: 'hours' }] }] },
    ]
    expect(left(500, 600, column)).toEqual(['channels', 'overdue', 'hours'])
    expect(left(500, 400, column)).toEqual(['overdue', 'hours'])
    expect(left(500, 200, column)).toEqual(['overdue'])
  })

  it('gives up the band that matters least', () => {
    const bands: SceneGrid = [
      { height: 132, columns: [{ panels: [{ panel: 'summary' }] }] },
      { columns: [{ panels: [{ panel: 'map' }] }] },
    ]
    expect(left(1900, 420, bands)).toEqual(['summary', 'map'])
    expect(left(1900, 300, bands)).toEqual(['summary'])
  })

  it('counts the larger type of a panel as so much less room', () => {
    const scaled = (scale: number): SceneGrid =>
      [{ columns: [{ panels: [{ panel: 'overdue', scale }, { panel: 'hours', scale }] }] }]
    expect(left(800, 380, scaled(1))).toEqual(['overdue', 'hours'])
    expect(left(800, 380, scaled(1.5))).toEqual(['overdue'])
  })

  it('shows steps of the loop abreast where rows of them are too high', () => {
    const loop: SceneGrid = [
      { columns: [{ width: 560, panels: [{ panel: 'urged' }] }, { panels: [{ panel: 'flow' }] }] },
    ]
    expect(left(1400, 340, loop)).toEqual(['urged', 'flow'])
    expect(left(1400, 280, loop)).toEqual(['flow'])
    expect(left(1100, 280, loop)).toEqual(['urged'])
  })

  it('still says how much is late where not one panel of the scene has room', () => {
    const map: SceneGrid = [{ columns: [{ panels: [{ panel: 'map' }] }] }]
    expect(left(400, 120, map)).toEqual(['summary'])
  })

  it('ends for every scene of every size, with the most important that fits', async () => {
    const { profile } = await loadFixtureCity('dongying')
    const shapes = ['standard', 'wide', 'triple', 'tall', 'short', 'low'] as const
    for (const scene of profile.scenes) {
      for (const shape of shapes) {
        for (let width = 200; width < 6000; width *= 1.5) {
          for (let height = 80; height < 2000; height *= 1.5)
            expect(left(width, height, gridOf(scene, shape)).length).toBeGreaterThan(0)
        }
      }
    }
    expect(rankOf('summary')).toBeLessThan(rankOf('overdue'))
  })
})
