import type { FastifyPluginAsync } from 'fastify'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { ProofBody, ProofNarrowing, ProofUnits } from '../../../contract/proof.ts'
import type { Calendar } from '../../calendar.ts'
import type { ReadOptions } from '../metrics-routes.ts'
import type { Stretch } from '../windows.ts'
import type { Proof, ProofQuestion } from './ask-proof.ts'
import type { ProofQuery } from './proof-query.ts'
import { Readable } from 'node:stream'
import { ErrorBody } from '../../../contract/errors.ts'
import { definitionName } from '../../../contract/metric-definition.ts'
import { ProofBody as Body, LEDGER_FACETS, PROOF_FACETS, SCOPE_FACETS } from '../../../contract/proof.ts'
import { csvHeaders } from '../../csv.ts'
import { AppError } from '../../errors.ts'
import { hasMean, ownVariant } from '../evaluate.ts'
import { formatStretch } from '../format-range.ts'
import { readMetricNames, readScope } from '../metrics-query.ts'
import { momentOf } from '../moment.ts'
import { readWindow } from '../read-window.ts'
import { askProof } from './ask-proof.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { linkedNumbers, listedRegions } from './linked-numbers.ts'
import { narrowSql } from './narrow-sql.ts'
import { proofCsv } from './proof-csv.ts'
import { ProofQuerySchema } from './proof-query.ts'
import { toProofCase } from './to-proof-case.ts'

const DEFAULT_PAGE = 50
/** Most cases of one file: they are in memory while they are written out. */
const MAX_FILE_CASES = 50_000

export interface ProofOptions extends ReadOptions {
  /** @default 50 000 */
  maxFileCases?: number
}

/** `GET /api/v1/proof`: a number, its definition, and the cases behind it. */
export function proofRoutes(options: ProofOptions): FastifyPluginAsync {
  const { city, gate } = options
  return async (app) => {
    app.get<{ Querystring: ProofQuery }>('/api/v1/proof', {
      schema: {
        tags: ['metrics'],
        summary: 'The proof of a number: definition, fraction and the cases behind it; pages or CSV',
        querystring: ProofQuerySchema,
        response: {
          200: Body,
          400: ErrorBody,
          401: ErrorBody,
          404: ErrorBody,
        },
      },
    }, async ({ query }, reply) => {
      const asked = readQuestion(options, query)
      // No load may come between the questions: they answer for one point of the ledger.
      const proof = await gate.run(async () => askProof(asked.question))
      const body = toBody(options, query, asked, proof)
      if (query.format !== 'csv')
        return body
      return reply
        .headers(csvHeaders(`${body.name}-${body.scope}-${body.part ?? 'parts'}-seq${body.seq}`))
        .send(Readable.from(proofCsv(body, city)))
    })
  }
}

interface Asked {
  question: ProofQuestion
  scope: string
  stretch: Stretch
  narrowing: ProofNarrowing
  units: ProofUnits | null
  nowMs: number
  print: string | null
}

function readQuestion(
  { city, calendar, clock, database, maxFileCases = MAX_FILE_CASES }: ProofOptions,
  query: ProofQuery,
): Asked {
  const scope = readScope(query.scope, city)
  const metric = readMetricNames(query.metric, city)[0]!
  const now = clock.now()
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor, now)
  // Later pages are of the first one's moment: "today" and what is overdue do not shift under them.
  const nowMs = cursor?.nowMs ?? now
  const stretch = readWindow(query, nowMs, calendar)
  const { counting, aggregation, format } = query
  if (format === 'csv' && (query.cursor !== undefined || query.limit !== undefined))
    throw new AppError('invalid_request', 'format=csv brings all cases: leave cursor and limit out.')
  const moment = momentOf(nowMs, calendar, city.dueSoonHours)
  const narrowing = narrowingOf(query)
  const told = LEDGER_FACETS.filter(facet => narrowing[facet] !== undefined)
  if (told.length > 0 && metric.kind !== 'count')
    throw new AppError('invalid_request', `${told.join(', ')} narrow counts, and ${metric.id} is none.`)
  const variant = {
    ...ownVariant(metric),
    ...(counting === undefined ? {} : { counting }),
    ...(aggregation === undefined ? {} : { aggregation }),
  }
  const own = SCOPE_FACETS.filter(facet => narrowing[facet] !== undefined)
  const isMean = hasMean(metric) && variant.aggregation === 'mean'
  if (own.length > 0 && isMean) {
    throw new AppError('invalid_request', `${own.join(', ')} narrow to cases of the scope itself, `
      + 'which have no mean of units: ask for aggregation=pooled.')
  }
  const units = unitsAsked(query, narrowing, isMean)
  return {
    question: {
      database,
      city,
      moment,
      metric,
      // The ledger knows where a case lay then: it may have moved since.
      scope: told.length > 0 ? city.root : scope,
      stretch,
      narrow: narrowSql(narrowing, { city, moment, scope }),
      variant,
      listed: units === null ? [] : listedRegions(units, scope, city).map(({ code }) => code),
      part: query.part,
      after: cursor?.after ?? null,
      limit: format === 'csv' ? null : query.limit ?? DEFAULT_PAGE,
      most: maxFileCases,
    },
    scope,
    stretch,
    narrowing,
    units,
    nowMs,
    print: cursor?.fingerprint ?? null,
  }
}

/**
 * Of which regions below the numbers are told as well: of a mean, those that it is of.
 * @throws AppError invalid_request where there are no such numbers
 */
function unitsAsked(
  { units }: ProofQuery,
  narrowing: ProofNarrowing,
  isMean: boolean,
): ProofUnits | null {
  if (units === undefined)
    return isMean ? 'below' : null
  if (isMean && units !== 'below') {
    throw new AppError('invalid_request', 'A mean is of the units right below the scope: ask for '
      + 'aggregation=pooled, or leave units out.')
  }
  const own = [...LEDGER_FACETS, ...SCOPE_FACETS].filter(facet => narrowing[facet] !== undefined)
  if (own.length > 0) {
    throw new AppError('invalid_request', `${own.join(', ')} narrow to cases of the scope itself: `
      + 'leave units out.')
  }
  return units
}

function narrowingOf(query: ProofQuery): ProofNarrowing {
  const given = PROOF_FACETS.filter(facet => query[facet] !== undefined)
  return Object.fromEntries(given.map(facet => [facet, query[facet]]))
}

function toBody(
  { city, calendar }: ProofOptions,
  query: ProofQuery,
  { question, scope, stretch, narrowing, units, nowMs, print }: Asked,
  proof: Proof,
): ProofBody {
  const { metric, limit } = question
  const { own, cases, fingerprint } = proof
  const last = cases.length === limit ? cases.at(-1) : undefined
  return {
    name: definitionName(metric),
    definition: metric,
    scope,
    scopeName: city.regions.get(scope)?.name ?? scope,
    ...intervalOf(question, stretch, calendar),
    zone: calendar.zone,
    asOf: calendar.format(nowMs),
    seq: proof.seq,
    counting: own.counting,
    aggregation: own.aggregation,
    numerator: own.numerator,
    denominator: own.denominator,
    value: own.value,
    ways: proof.ways.all,
    counted: proof.counted,
    narrowed: proof.whole && { to: narrowing, whole: toValue(proof.whole) },
    told: proof.told,
    rank: proof.rank,
    ...linkedNumbers({ query, narrowing, question, proof, units, city }),
    part: proof.part,
    cases: cases.map(one => toProofCase(one, metric, calendar)),
    next: last === undefined
      ? null
      : writeCursor({ nowMs, fingerprint: print ?? fingerprint, after: last.place }),
    moved: print !== null && print !== fingerprint,
  }
}

/** What the ledger tells has a time of its own in which it counts. */
function intervalOf(
  { narrow }: ProofQuestion,
  stretch: Stretch,
  calendar: Calendar,
): Pick<ProofBody, 'from' | 'to'> {
  return narrow?.told === undefined
    ? formatStretch(stretch, calendar)
    : { from: calendar.format(narrow.told.fromMs), to: calendar.format(narrow.told.toMs) }
}

function toValue({ numerator, denominator, value }: MetricValue): MetricValue {
  return { numerator, denominator, value }
}
