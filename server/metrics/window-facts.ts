import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Moment } from './moment.ts'
import type { NarrowSql } from './proof/narrow-sql.ts'
import type { ScopeFacts } from './scope-facts.ts'
import type { DayRange, Stretch } from './windows.ts'
import { needsDurations, openNeedOf, sumsOf } from './measure-columns.ts'
import { askDurations, NO_DURATIONS } from './questions/durations.ts'
import { askFacts } from './questions/facts.ts'
import { askInstants } from './questions/instants.ts'
import { askOpenLoad, NOTHING_OPEN } from './questions/open-load.ts'
import { scopeFacts } from './scope-facts.ts'
import { instantsOf, storable } from './windows.ts'

export interface WindowQuestion {
  database: Database
  moment: Moment
  scopes: readonly string[]
  metrics: readonly MetricDefinition[]
}

/** What the definitions need of the scopes in windows of whole days, from the roll-ups. */
export async function askWindows(
  question: WindowQuestion,
  ranges: readonly DayRange[],
): Promise<(scope: string) => ScopeFacts> {
  const { database, moment, scopes, metrics } = question
  const windows = ranges.map(storable)
  const need = openNeedOf(metrics)
  const [stored, durations, open] = await Promise.all([
    askFacts({ database, scopes, wanted: [{ windows, sums: sumsOf(metrics) }] }),
    needsDurations(metrics) ? askDurations({ database, scopes, windows }) : null,
    need === 'none'
      ? () => () => NOTHING_OPEN
      : askOpenLoad({ database, moment, scopes, windows, need }),
  ])
  return scope => scopeFacts({
    stored: stored(scope).wanted[0]!,
    quantile: durations?.(scope).read ?? NO_DURATIONS,
    open: open(scope),
  })
}

/**
 * The same in one stretch of time, window 0 of the answer. Of narrowed cases no roll-up tells: they
 * are counted themselves.
 */
export async function askStretch(
  question: WindowQuestion,
  stretch: Stretch,
  narrow: NarrowSql | null = null,
): Promise<(scope: string) => ScopeFacts> {
  if (stretch.kind === 'days' && narrow === null)
    return askWindows(question, [stretch.range])
  const { database, moment, scopes, metrics } = question
  const { fromMs, toMs } = instantsOf(stretch, moment.calendar)
  const found = await askInstants({
    database,
    scopes,
    fromMs: fromMs ?? 0,
    toMs,
    now: moment.now,
    sums: sumsOf(metrics),
    withOpen: openNeedOf(metrics) !== 'none',
    withDurations: needsDurations(metrics),
    narrow,
  })
  return (scope) => {
    const { stored, durations, open } = found(scope)
    return scopeFacts({ stored, quantile: durations, open })
  }
}
