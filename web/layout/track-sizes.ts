import type { SceneBand, SceneGrid } from '../../contract/scene.ts'

/** Between bands, columns and panels, design units. */
export const GUTTER = 16

interface Track { units?: number | undefined, share?: number | undefined }

/** Sizes of tracks as CSS lays them out. */
export function trackSizes(
  wanted: readonly Track[],
  length: number,
): number[] {
  const fixed = wanted.reduce((sum, { units }) => sum + (units ?? 0), 0)
  const shares = wanted.reduce((sum, { units, share }) =>
    sum + (units === undefined ? share ?? 1 : 0), 0)
  const rest = Math.max(0, length - fixed - GUTTER * (wanted.length - 1))
  return wanted.map(({ units, share }) => units ?? rest * (share ?? 1) / shares)
}

export function columnSizes({ columns }: SceneBand, width: number): number[] {
  return trackSizes(columns.map(({ width: units, share }) => ({ units, share })), width)
}

export function bandSizes(grid: SceneGrid, height: number): number[] {
  return trackSizes(grid.map(({ height: units, share }) => ({ units, share })), height)
}
