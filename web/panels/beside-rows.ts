import type { BesideBody } from '../../contract/answers/beside.ts'
import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import type { Messages } from '../i18n/messages.ts'
import { hoursFigure } from '../format/duration.ts'
import { isSmallSample, NO_DATA, percentDigits, rateText } from '../format/figure.ts'

export interface BesideRow {
  metric: string
  label: string
  own: string
  mean: string
  city: string
  rank: number | null
  of: number
  /** Worse than the city's limit, of enough cases. */
  warns: boolean
}

/** The metrics that have a value, as texts. */
export function besideRows(
  body: BesideBody,
  definitions: readonly MetricDefinition[],
  t: Messages,
): BesideRow[] {
  return body.metrics.flatMap(({ metric, own, mean, city, rank, of }): BesideRow[] => {
    const definition = definitions.find(({ id }) => id === metric)
    if (definition === undefined || (own.value === null && city.value === null))
      return []
    const { unit, label } = definition
    return [{
      metric,
      label: t.lang.startsWith('zh') ? label.zh : label.en,
      own: valueText(own, unit, t),
      mean: plainText(mean, unit, t),
      city: valueText(city, unit, t),
      rank,
      of,
      warns: isWorse(own, definition),
    }]
  })
}

function valueText(value: MetricValue, unit: MetricDefinition['unit'], t: Messages): string {
  return unit === 'ratio' ? rateText(value) : plainText(value.value, unit, t)
}

function plainText(value: number | null, unit: MetricDefinition['unit'], t: Messages): string {
  if (value === null)
    return NO_DATA
  if (unit === 'ratio')
    return `${percentDigits(value)}%`
  if (unit === 'hours') {
    const { digits, unit: word } = hoursFigure(value, t)
    return `${digits} ${word}`
  }
  return value.toFixed(1)
}

function isWorse(own: MetricValue, { better, warning, target }: MetricDefinition): boolean {
  const limit = warning ?? target
  if (limit === undefined || own.value === null || isSmallSample(own))
    return false
  return better === 'lower' ? own.value > limit : own.value < limit
}
