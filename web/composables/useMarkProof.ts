import type { NumberOnWall } from '../desk/wall-links.ts'
import type { PointMark } from '../map/point-marks.ts'
import { computed } from 'vue'
import { useWall } from './useWall.ts'

/** Which number of the city a mark of the map is a part of. */
const NUMBERS: Record<PointMark['state'], [metric: string, number: NumberOnWall]> = {
  overdue: ['overdue', {}],
  due_soon: ['open', { state: 'due_soon' }],
  open: ['open', { state: 'active' }],
}

const STATES = Object.keys(NUMBERS) as PointMark['state'][]

/**
 * Where the cases are listed that a mark stands for, one or many: those of its state in its cells
 * of the region's map. Null: nothing opens.
 */
export function useMarkProof(region: () => string): (mark: PointMark) => string | null {
  const { proofHref } = useWall()
  // Of hundreds of marks with every tick: what they share is put together once.
  const ofState = computed(() => Object.fromEntries(STATES.map((state) => {
    const [metric, number] = NUMBERS[state]
    return [state, proofHref(metric, 'today', { counting: 'net', ...number, scope: region() })]
  })) as Record<PointMark['state'], string | null>)
  return ({ state, cells }) => {
    const href = ofState.value[state]
    return href === null ? null : `${href}&cells=${encodeURIComponent(cells.join())}`
  }
}
