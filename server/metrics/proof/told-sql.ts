import type { ToldFacet } from '../../../contract/proof.ts'
import type { NarrowContext } from './narrow-sql.ts'
import { AppError } from '../../errors.ts'
import { daysAgo } from '../answers/question.ts'
import { STAY_DAYS, stayParams, staysSql } from '../answers/stays-sql.ts'
import { WHISTLE_DAYS, whistleParams, WHISTLES } from '../answers/whistles-sql.ts'
import { IN_MINUTE, minuteParams } from '../questions/latest.ts'

/** What the ledger tells of each case, beside that it counts. */
export interface ToldSql {
  by: ToldFacet
  /** The time in which it counts, milliseconds since 1970. */
  fromMs: number
  toMs: number
  /**
   * SQL of a query: a row a case, with `case_id`, `told_from` and `told_to` in milliseconds,
   * `told_key`, which cases are sorted by, `told_n`, how many events it counts, and the first of
   * those in `told_events`, tuples of number, type and time.
   */
  query: string
}

type Told = ToldSql & { params: Record<string, unknown> }

/** Most events listed of one case; all are counted. */
const MOST_EVENTS = 100
const NO_EVENTS = '0 AS told_n, CAST([], \'Array(Tuple(UInt64, String, Int64))\') AS told_events'

export function toldByStay(step: string, { city, moment, scope }: NarrowContext): Told {
  return {
    by: 'stay',
    fromMs: daysAgo(moment, STAY_DAYS),
    toMs: moment.now,
    query: `SELECT case_id, entered AS told_from, gone AS told_to,
        toInt64(gone - entered) AS told_key, ${NO_EVENTS}
      FROM (${staysSql(city)}) WHERE step = {stayStep:Int32}`,
    params: {
      ...stayParams(scope, city, moment),
      stayStep: city.workflow.findIndex(({ code }) => code === step),
    },
  }
}

export function toldByResponse({ moment, scope }: NarrowContext): Told {
  return {
    by: 'response',
    fromMs: daysAgo(moment, WHISTLE_DAYS),
    toMs: moment.now,
    query: `SELECT case_id, toUnixTimestamp64Milli(whistled) AS told_from,
        toUnixTimestamp64Milli(answeredAt) AS told_to,
        toInt64(greatest(0, told_to - told_from)) AS told_key, ${NO_EVENTS}
      FROM (${WHISTLES}) WHERE accepted > 0`,
    params: whistleParams(scope, moment),
  }
}

/** @param text `asOf`, `computedAt` and `seq` of the frame that showed the number */
export function toldByMinute(text: string, { scope }: NarrowContext): Told {
  const [asOf = '', computedAt = '', seq = ''] = text.split(',')
  const [asOfMs, wallMs] = [Date.parse(asOf), Date.parse(computedAt)]
  if (Number.isNaN(asOfMs) || Number.isNaN(wallMs))
    throw new AppError('invalid_request', 'minute must be asOf, computedAt and seq of a frame.')
  const params = minuteParams(asOfMs, wallMs)
  return {
    by: 'minute',
    fromMs: params.minuteFrom,
    toMs: params.minuteTo,
    query: `SELECT case_id, min(toUnixTimestamp64Milli(at)) AS told_from,
        max(toUnixTimestamp64Milli(at)) AS told_to, told_from AS told_key, count() AS told_n,
        arraySlice(arraySort(groupArray((seq, toString(type), toUnixTimestamp64Milli(at)))),
          1, ${MOST_EVENTS}) AS told_events
      FROM case_events
      WHERE seq <= {minuteSeq:UInt64} AND ${IN_MINUTE} AND has(path, {toldScope:String})
      GROUP BY case_id`,
    params: { toldScope: scope, minuteSeq: seq, ...params },
  }
}
