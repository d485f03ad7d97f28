import type { SceneGrid } from '../../../../contract/scene.ts'
import { describe, expect, it } from 'vitest'
import { alignGrid } from '../../../../web/layout/align-grid.ts'

const STEPS = 5
const ROOM = { width: 3792, height: 920 }
/** Of four displays of 960 across and two of 540 down, below a header of 72. */
const SEAMS = { x: [936, 1896, 2856], y: [452] }
const NONE = { x: [], y: [] }

function columns(grid: SceneGrid): number[] {
  return grid[0]!.columns.map(({ share }) => Math.round(share!))
}

function panels(grid: SceneGrid, column: number): (number | undefined)[] {
  return grid[0]!.columns[column]!.panels.map(({ share }) => share && Math.round(share))
}

const LOOP: SceneGrid = [{ columns: [
  { width: 608, panels: [{ panel: 'whistles' }] },
  { width: 608, panels: [{ panel: 'overdue' }] },
  { panels: [{ panel: 'flow', units: 268 }, { panel: 'departments' }] },
  { width: 608, panels: [{ panel: 'urged' }] },
  { width: 608, panels: [{ panel: 'latest', share: 560 }, { panel: 'hours', share: 350 }] },
] }]

it('is the profile\'s grid on a wall of one picture', () => {
  expect(alignGrid(LOOP, ROOM, NONE, STEPS)).toBe(LOOP)
})

it('puts gutters on the seams that they are near to, and the others between in proportion', () => {
  const widths = columns(alignGrid(LOOP, ROOM, SEAMS, STEPS))
  // Two columns and their gutter end half a gutter before the seam.
  expect(widths[0]! + 16 + widths[1]!).toBe(936 - 8)
  expect(widths[2]).toBe(2856 - 936 - 16)
  expect(widths[0]).toBe(widths[1])
  expect(widths.reduce((sum, width) => sum + width) + 4 * 16).toBe(ROOM.width)
})

it('puts gutters between panels on the seams too, and leaves those that are far from one', () => {
  const aligned = alignGrid(LOOP, ROOM, SEAMS, STEPS)
  expect(panels(aligned, 4)).toEqual([452 - 8, 920 - 452 - 8])
  // Rows below a flow of 268 units would have to give up a third of their height.
  expect(panels(aligned, 2)).toEqual([268, 636])
})

it('shares alike between seams where in proportion a panel would not be whole', () => {
  const grid: SceneGrid = [{ columns: [{ panels: [
    { panel: 'workflow', share: 344 },
    { panel: 'satisfaction', share: 240 },
    { panel: 'channels', share: 312 },
  ] }] }]
  const [top, ...below] = panels(alignGrid(grid, { width: 448, height: 920 }, SEAMS, STEPS), 0)
  expect(top).toBe(444)
  expect(below).toEqual([222, 222])
})

it('leaves a column as it is where a panel would not be whole at all', () => {
  const grid: SceneGrid = [{ columns: [{ panels: [
    { panel: 'urged', share: 300 },
    { panel: 'focus', share: 300 },
    { panel: 'urged', share: 288 },
  ] }] }]
  const aligned = alignGrid(grid, { width: 448, height: 920 }, { x: [], y: [452] }, STEPS)
  expect(panels(aligned, 0)).toEqual([300, 300, 288])
})

describe('on a wall of nine displays', () => {
  const room = { width: 1872, height: 772 }
  const seams = { x: [616, 1256], y: [124, 484] }
  const side = (panel: 'overdue' | 'latest' | 'urged') => ({ width: 448, panels: [{ panel }] })

  it('gives the map one display, where it has one column of cards', () => {
    const grid: SceneGrid = [{ columns: [
      side('overdue'),
      { panels: [{ panel: 'map', share: 584 }, { panel: 'workflow', share: 180 }] },
      side('latest'),
    ] }]
    const aligned = alignGrid(grid, room, seams, STEPS)
    expect(columns(aligned)).toEqual([608, 624, 608])
    // Rows of the loop, one under the other, have just the room that the seam leaves them.
    expect(panels(aligned, 1)).toEqual([476, 280])
  })

  it('leaves a gutter where it is if a panel would not be whole with all of them on seams', () => {
    const grid: SceneGrid = [{ columns: [
      side('overdue'),
      { panels: [{ panel: 'departments' }] },
      side('urged'),
    ] }]
    expect(columns(alignGrid(grid, room, seams, STEPS))).toEqual([608, 784, 448])
  })
})
