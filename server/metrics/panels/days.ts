import type { City } from '../../../city/city.ts'
import type { CoreMetric } from '../../../contract/metrics.ts'
import type { DaysPanel } from '../../../contract/panels/days.ts'
import type { Moment } from '../moment.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import { formatDay } from '../../calendar.ts'
import { coreMetric } from '../evaluate.ts'
import { CURVE_DAYS, curveDays } from '../moment.ts'

/** `facts` are those of each of the moment's curve days. */
export function daysPanel(facts: ScopeFacts, moment: Moment, { metrics }: City): DaysPanel {
  const days = curveDays(moment).map(({ from }, w): DaysPanel['days'][number] => {
    const value = (id: CoreMetric): number | null => coreMetric(id, metrics, facts, w).value
    const onTime = coreMetric('on_time', metrics, facts, w)
    return {
      day: formatDay(from),
      reported: value('reported') ?? 0,
      closed: value('closed') ?? 0,
      closure: value('closure'),
      onTime: onTime.value,
      onTimeMet: onTime.numerator ?? 0,
      onTimeOf: onTime.denominator ?? 0,
    }
  })
  return { days: days.slice(CURVE_DAYS), before: days.slice(0, CURVE_DAYS) }
}
