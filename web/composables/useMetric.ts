import type { CoreMetric } from '../../contract/metrics.ts'
import { DEFAULT_SMALLEST_N } from '../../contract/metric-definition.ts'
import { useWall } from './useWall.ts'

/** How a metric is called on this wall, and what the city wants it to be. */
export interface ShownMetric {
  label: string
  target: number | undefined
  warning: number | undefined
  /** With a smaller denominator it is shown as n/m. */
  smallestN: number
}

export function useMetric(id: CoreMetric): ShownMetric {
  const { profile, names } = useWall()
  const metric = profile.metrics.find(candidate => candidate.id === id)
  const label = metric === undefined ? id : names.pick(metric.label)
  const smallestN = metric !== undefined && 'smallestN' in metric ? metric.smallestN : undefined
  return {
    label,
    target: metric?.target,
    warning: metric?.warning,
    smallestN: smallestN ?? DEFAULT_SMALLEST_N,
  }
}
