import type { MeasureName } from '../../../contract/measures.ts'
import type { MetricDefinition, Term } from '../../../contract/metric-definition.ts'
import type { ProofPart } from '../../../contract/proof.ts'
import type { FactClock } from '../measure-columns.ts'
import type { NarrowSql } from './narrow-sql.ts'
import { CLOCK_TIMES, IS_OVERDUE } from '../questions/instants.ts'

/** How the cases of a metric's part are found in `case_measures`. */
export interface PartSql {
  terms: readonly Term[]
  /** SQL: the case counts for at least one term. */
  holds: string
  /** SQL, an integer for each term: 0 or 1, or milliseconds. */
  amounts: readonly string[]
}

export interface ProofSql {
  /** Null: cases count now, whatever the interval. */
  clock: FactClock | null
  /** SQL: what a page is sorted by, before the case id; an integer. */
  key: string
  numerator: PartSql | null
  denominator: PartSql | null
}

/** Far behind every due time: cases without one come last. */
const NO_TIME_MS = 8_640_000_000_000_000

/**
 * Null for a score, which is made of other metrics and not of cases.
 * Where `narrow` has the ledger tell something of each case, they are sorted by that.
 */
export function proofSql(metric: MetricDefinition, narrow: NarrowSql | null): ProofSql | null {
  const sql = sqlOf(metric)
  return sql === null || narrow?.told === undefined ? sql : { ...sql, key: 'told_key' }
}

function sqlOf(metric: MetricDefinition): ProofSql | null {
  switch (metric.kind) {
    case 'score': return null
    case 'quantile': return {
      clock: 'closed',
      key: 'toInt64(ms_to_close)',
      numerator: null,
      denominator: partSql([{ measure: 'closed' }]),
    }
    case 'count':
    case 'ratio': {
      const clock = metric.clock === 'now' ? null : metric.clock
      return {
        clock,
        key: clock === null ? dueOrLast() : millis(CLOCK_TIMES[clock]),
        numerator: partSql(metric.numerator),
        denominator: metric.kind === 'ratio' ? partSql(metric.denominator) : null,
      }
    }
  }
}

/** The part listed where none is asked for: what makes the number, else all it is made of. */
export function usualPart({ numerator }: ProofSql): ProofPart {
  return numerator === null ? 'denominator' : 'numerator'
}

function partSql(terms: readonly Term[]): PartSql {
  const found = terms.map(({ measure }) => measureSql(measure))
  return {
    terms,
    holds: `(${found.map(({ holds }) => holds).join(' OR ')})`,
    amounts: found.map(({ holds, amount }) => `toInt64((${holds}) * ${amount})`),
  }
}

function measureSql(measure: MeasureName): { holds: string, amount: string } {
  if (measure === 'hours_to_close')
    return { holds: 'closed = 1', amount: 'ms_to_close' }
  return { holds: measure === 'overdue' ? `(${IS_OVERDUE})` : `${measure} = 1`, amount: '1' }
}

function millis(column: string): string {
  return `toUnixTimestamp64Milli(assumeNotNull(${column}))`
}

function dueOrLast(): string {
  return `if(due_at IS NULL, ${NO_TIME_MS}, ${millis('due_at')})`
}
