import type { NumberOnWall } from '../desk/wall-links.ts'
import type { PointMark } from '../map/point-marks.ts'
import { useWall } from './useWall.ts'

/** Which number of the city a mark of the map is a part of. */
const NUMBERS: Record<PointMark['state'], [metric: string, number: NumberOnWall]> = {
  overdue: ['overdue', {}],
  due_soon: ['open', { state: 'due_soon' }],
  open: ['open', { state: 'active' }],
}

/**
 * Where the cases are listed that a mark stands for, one or many: those of its state in its cells
 * of the region's map. Null: nothing opens.
 */
export function useMarkProof(region: () => string): (mark: PointMark) => string | null {
  const { proofHref } = useWall()
  return ({ state, cells }) => {
    const [metric, number] = NUMBERS[state]
    const where = { scope: region(), cells: cells.join() }
    return proofHref(metric, 'today', { counting: 'net', ...number, ...where })
  }
}
