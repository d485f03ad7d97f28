import type { ChartOption } from './echarts.ts'

/**
 * The option as it is drawn already where the next one says the same, so that the library does not
 * lay out all of a chart anew for an hour that is not in its curve. What functions write follows
 * from the values: builders close over nothing else that changes.
 */
export function keptOption(drawn: ChartOption | undefined, next: ChartOption): ChartOption {
  return drawn !== undefined && JSON.stringify(drawn) === JSON.stringify(next) ? drawn : next
}
