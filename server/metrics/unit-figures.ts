import type { City } from '../../city/city.ts'
import type { CoreMetric, MetricValue } from '../../contract/metrics.ts'
import type { RankedRegion } from '../../contract/panels/ranking.ts'
import type { ScopeFacts } from './scope-facts.ts'
import { coreMetric } from './evaluate.ts'

/** What is shown of a region among its neighbours: in the ranking, and on the map. */
export type UnitFigures = Pick<
  RankedRegion,
  'reported' | 'closed' | 'open' | 'overdue' | 'closure' | 'onTime' | 'satisfaction'
>

/** @param found in the ranked window, window 0 */
function unitFigures(found: ScopeFacts, { metrics }: City): UnitFigures {
  const metric = (id: CoreMetric): MetricValue => coreMetric(id, metrics, found, 0)
  const { openNow, overdueNow } = found.open('net')
  return {
    reported: metric('reported').value ?? 0,
    closed: metric('closed').value ?? 0,
    open: openNow,
    overdue: overdueNow,
    closure: metric('closure'),
    onTime: metric('on_time'),
    satisfaction: metric('satisfaction'),
  }
}

/**
 * The figures of each unit, made when first asked for and put into `known`, which has those
 * of units in which nothing happened since they were made.
 */
export function unitsOf(
  part: (code: string) => ScopeFacts,
  city: City,
  known: Map<string, UnitFigures>,
): (code: string) => UnitFigures {
  return (code) => {
    let figures = known.get(code)
    if (figures === undefined)
      known.set(code, figures = unitFigures(part(code), city))
    return figures
  }
}
