import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type {
  ProofPart,
  ProofRank,
  ProofSum,
  ProofTerm,
  ProofTold,
  ProofWay,
} from '../../../contract/proof.ts'
import type { CaseRow } from '../case-row.ts'
import type { Variant } from '../evaluate.ts'
import type { PartSums, ProofBounds, ProofPlace, ProofRow, ToldRow } from '../questions/proof-cases.ts'
import type { Ways, WaysQuestion } from './ask-ways.ts'
import type { PartSql, ProofSql } from './part-sql.ts'
import { AppError } from '../../errors.ts'
import { hasMean } from '../evaluate.ts'
import { askLedgerPoint } from '../questions/latest.ts'
import { askPartCases, askPartSums, askWholeCases } from '../questions/proof-cases.ts'
import { instantsOf } from '../windows.ts'
import { askRank, rankOf, toTold } from './ask-rank.ts'
import { askWays } from './ask-ways.ts'
import { proofSql, usualPart } from './part-sql.ts'

const HOUR_MS = 3_600_000
/** As `/metrics` rounds: weights have a few decimals, sums of such products in binary have more. */
const DECIMALS = 1e6

export interface ProofQuestion extends WaysQuestion {
  variant: Variant
  part: ProofPart | undefined
  after: ProofPlace | null
  /** Null: all cases of the part, or the refusal if there are more than `most`. */
  limit: number | null
  most: number
}

/** A case of the part and what it adds to it. */
export interface ListedCase {
  row: CaseRow
  place: ProofPlace
  weight: number
  terms: ProofTerm[]
  told: ToldRow | null
}

export interface Proof {
  seq: number
  own: ProofWay
  ways: Ways
  /** Of all cases, where the number is narrowed; else null. */
  whole: MetricValue | null
  /** Null where no cases stand behind the number directly: a score, a mean of units. */
  counted: { numerator: ProofSum | null, denominator: ProofSum | null } | null
  told: ProofTold | null
  rank: ProofRank | null
  part: ProofPart | null
  /** Of the listed part; empty where none is listed. */
  fingerprint: string
  cases: ListedCase[]
}

type Listed = Pick<Proof, 'counted' | 'told' | 'rank' | 'part' | 'fingerprint' | 'cases'>

const NOTHING_LISTED: Listed
  = { counted: null, told: null, rank: null, part: null, fingerprint: '', cases: [] }

/**
 * A number and the cases behind it. Must run with loads kept away, so that all of it is of one
 * point of the ledger.
 * @throws AppError invalid_request for a part that the metric has not, too_many_cases
 */
export async function askProof(question: ProofQuestion): Promise<Proof> {
  const { database, metric, variant, scope } = question
  const aggregation = hasMean(metric) ? variant.aggregation : 'pooled'
  const sql = aggregation === 'mean' ? null : proofSql(metric, question.narrow)
  if (sql === null && question.part !== undefined)
    throw new AppError('invalid_request', noCases(metric))
  const [ways, all, seq, listed] = await Promise.all([
    askWays(question),
    question.narrow === null ? null : askWays({ ...question, narrow: null, listed: [] }),
    askLedgerPoint({ database }),
    sql === null ? NOTHING_LISTED : list(question, sql),
  ])
  const isOwn = (way: ProofWay): boolean =>
    way.counting === variant.counting && way.aggregation === aggregation
  const own = ways.all.find(isOwn)
  if (own === undefined) {
    throw new AppError('invalid_request', `Scope ${JSON.stringify(scope)} has no units below it, so `
      + 'there is no mean of units: ask for aggregation=pooled.')
  }
  return { seq, own, ways, whole: all?.all.find(isOwn) ?? null, ...listed }
}

async function list(question: ProofQuestion, sql: ProofSql): Promise<Listed> {
  const { database, metric, after, most } = question
  const part = question.part ?? usualPart(sql)
  const partSql = sql[part]
  if (partSql === null)
    throw new AppError('invalid_request', `A ${metric.kind} like ${metric.id} has no ${part}.`)
  const bounds = boundsOf(question)
  const sums = await askPartSums(database, sql, bounds)
  const limit = question.limit ?? most
  if (question.limit === null && (sums[part]?.cases ?? 0) > most) {
    throw new AppError('too_many_cases', `The ${part} has ${sums[part]?.cases} cases, and a file holds `
      + `at most ${most}.`)
  }
  const rows = await askPartCases(database, sql, partSql, bounds, { after, limit })
  const whole = await askWholeCases(database, rows)
  const found = new Map(whole.map(row => [row.caseId, row]))
  const placed = rankOf(metric, question.narrow, sums)
  const rank = placed === null ? null : await askRank(database, sql, partSql, bounds, placed)
  return {
    counted: {
      numerator: toSum(sums.numerator, sql.numerator, metric),
      denominator: toSum(sums.denominator, sql.denominator, metric),
    },
    told: toTold(question.narrow, rank, sums),
    rank,
    part,
    fingerprint: sums[part]?.fingerprint ?? '',
    cases: rows.flatMap((row) => {
      const one = found.get(row.caseId)
      return one === undefined ? [] : [toListed(row, one, partSql, metric)]
    }),
  }
}

function boundsOf({ scope, stretch, moment, variant, narrow }: ProofQuestion): ProofBounds {
  return {
    scope,
    counting: variant.counting,
    ...instantsOf(stretch, moment.calendar),
    now: moment.now,
    narrow,
  }
}

function toSum(
  sums: PartSums | null,
  part: PartSql | null,
  { kind }: MetricDefinition,
): ProofSum | null {
  if (sums === null || part === null)
    return null
  const sum = part.terms.reduce((total, { measure, weight = 1 }, i) =>
    total + weight * toAmount(measure, sums.amounts[i] ?? 0), 0)
  return {
    cases: sums.cases,
    sum: kind === 'quantile' ? sums.cases : Math.round(sum * DECIMALS) / DECIMALS,
  }
}

function toListed(
  row: ProofRow,
  whole: CaseRow,
  part: PartSql,
  { kind }: MetricDefinition,
): ListedCase {
  const terms = part.terms.flatMap(({ measure, weight = 1 }, i): ProofTerm[] => {
    const stored = row.amounts[i] ?? 0
    const amount = toAmount(measure, stored)
    const exact = measure === 'hours_to_close' ? { milliseconds: stored } : {}
    return amount === 0 ? [] : [{ measure, weight, amount, ...exact }]
  })
  const weight = terms.reduce((sum, term) => sum + term.weight * term.amount, 0)
  return {
    row: whole,
    place: { key: row.key, caseId: row.caseId },
    weight: kind === 'quantile' ? row.key / HOUR_MS : weight,
    terms,
    told: row.told ?? null,
  }
}

function toAmount(measure: string, stored: number): number {
  return measure === 'hours_to_close' ? stored / HOUR_MS : stored
}

function noCases({ id, kind }: MetricDefinition): string {
  return kind === 'score'
    ? `The score ${id} is made of other metrics and has no cases of its own: ask for the proof of a part.`
    : `A mean of units has no cases of its own: ask for the proof of a unit, or for aggregation=pooled.`
}
