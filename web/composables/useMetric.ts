import type { CoreMetric } from '../../contract/metrics.ts'
import { useWall } from './useWall.ts'

/** How a metric is called on this wall, and what the city wants it to be. */
export interface ShownMetric {
  label: string
  target: number | undefined
  warning: number | undefined
}

export function useMetric(id: CoreMetric): ShownMetric {
  const { profile, names } = useWall()
  const metric = profile.metrics.find(candidate => candidate.id === id)
  const label = metric === undefined ? id : names.pick(metric.label)
  return { label, target: metric?.target, warning: metric?.warning }
}
