import type { WallLayout } from '../layout/wall-layout.ts'

const STANDARD = ['overdue', 'ranking', 'categories', 'map', 'workflow', 'latest', 'hours']

/** Panels of the overview on a wall of this shape, besides KPI strip, header and alert bar. */
export function areasOf({ shape }: Pick<WallLayout, 'shape'>, reviews: boolean): string[] {
  if (shape === 'short')
    return ['overdue', 'map', 'ranking']
  if (shape === 'standard')
    return [...STANDARD, reviews ? 'satisfaction' : 'channels']
  return [...STANDARD, 'days', 'channels', ...reviews ? ['satisfaction'] : []]
}
