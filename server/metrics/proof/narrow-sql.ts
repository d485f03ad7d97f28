import type { City } from '../../../city/city.ts'
import type { ProofFacet, ProofNarrowing } from '../../../contract/proof.ts'
import type { Moment } from '../moment.ts'
import type { ToldSql } from './told-sql.ts'
import { PROOF_FACETS, TOLD_FACETS } from '../../../contract/proof.ts'
import { directScope } from '../../direct-scope.ts'
import { AppError } from '../../errors.ts'
import { IS_REOPENED, reopenedParams } from '../answers/reopened-sql.ts'
import { WAITS, whistleParams, WHISTLES } from '../answers/whistles-sql.ts'
import { cellDegrees, cellSql } from '../map-cells.ts'
import { IS_OVERDUE } from '../questions/instants.ts'
import { toldByMinute, toldByResponse, toldByStay } from './told-sql.ts'

/** Which of a metric's cases are meant, as SQL over `case_measures`. */
export interface NarrowSql {
  /** Holds for a case that is meant. */
  where: string
  params: Record<string, unknown>
  /** What the ledger tells of each case besides, where a facet asks for that. */
  told?: ToldSql
}

/** Where and when is asked. */
export interface NarrowContext { city: City, moment: Moment, scope: string }

type Condition = (text: string, context: NarrowContext) => NarrowSql

const SOON = 'fromUnixTimestamp64Milli({soon:Int64}, \'UTC\')'
const STATES: Record<string, string> = {
  overdue: IS_OVERDUE,
  due_soon: `open = 1 AND NOT (${IS_OVERDUE}) AND ifNull(due_at < ${SOON}, 0)`,
  active: `open = 1 AND NOT ifNull(due_at < ${SOON}, 0)`,
}

const WHISTLE_STATES: Record<string, string> = {
  given: '1',
  answered: 'accepted > 0',
  waiting: WAITS,
}

const CELL_NAME = `concat(${['lon', 'lat'].map(column =>
  `toString(toInt32(${cellSql(`assumeNotNull(${column})`, '{cell:Float64}')}))`).join(', \':\', ')})`

const CONDITIONS: Record<ProofFacet, Condition> = {
  category: (text, { city }) => among('category', 'String', codesOf(text)
    .flatMap(code => [code, ...below(code, city)])),
  channel: text => among('channel', 'String', codesOf(text)),
  // A name may have commas.
  department: text => among('department', 'String', [text]),
  step: text => among('step', 'String', codesOf(text)),
  reached_today: (text, { moment: { today } }) => ({
    where: `arrayExists((step, day) -> step = {reached:String} AND day = toDate({today:Int32}),
      steps, step_days)`,
    params: { reached: text, today },
  }),
  urged: text => among('urged_level', 'UInt8', codesOf(text).map(Number)),
  answer: text => among('answer', 'String', codesOf(text)),
  state: (text, { moment: { soon } }) => ({ where: STATES[text]!, params: { soon } }),
  region: text => among('region', 'String', [text]),
  direct: (_, { scope }) => ({
    where: 'has(path, {direct:String})',
    params: { direct: directScope(scope) },
  }),
  cells: (text, { city, scope }) => ({
    where: `lon IS NOT NULL AND lat IS NOT NULL AND has({cells:Array(String)}, ${CELL_NAME})`,
    params: { cells: text.split(','), cell: cellDegrees(scope, city) },
  }),
  placed: () => ({ where: 'lon IS NULL', params: {} }),
  whistle: (text, context) => whistled(WHISTLE_STATES[text]!, context),
  whistle_to: (text, context) =>
    whistled('given = {whistleTo:String}', context, { whistleTo: text }),
  reopened_within: (_, { moment, scope }) => ({
    where: `case_id IN (SELECT case_id FROM case_events WHERE ${IS_REOPENED})`,
    params: reopenedParams(scope, moment),
  }),
  stay: (text, context) => tellingOf(toldByStay(text, context)),
  response: (_, context) => tellingOf(toldByResponse(context)),
  minute: (text, context) => tellingOf(toldByMinute(text, context)),
}

/**
 * Null where all of them are meant.
 * @throws AppError invalid_request for more than one thing that the ledger shall tell
 */
export function narrowSql(
  narrowing: ProofNarrowing,
  context: NarrowContext,
): NarrowSql | null {
  const facets = PROOF_FACETS.filter(facet => narrowing[facet] !== undefined)
  if (facets.length === 0)
    return null
  const found = facets.map(facet => CONDITIONS[facet](narrowing[facet]!, context))
  const told = found.flatMap(one => one.told ?? [])
  if (told.length > 1)
    throw new AppError('invalid_request', `${TOLD_FACETS.join(', ')}: ask for one of them.`)
  return {
    where: found.map(({ where }) => `(${where})`).join(' AND '),
    params: Object.assign({}, ...found.map(({ params }) => params)) as NarrowSql['params'],
    ...told.length > 0 && { told: told[0]! },
  }
}

function tellingOf({ params, ...told }: ToldSql & Pick<NarrowSql, 'params'>): NarrowSql {
  return { where: `case_id IN (SELECT case_id FROM (${told.query}))`, params, told }
}

function among(column: string, type: string, values: readonly (string | number)[]): NarrowSql {
  return {
    where: `${column} IN {narrow_${column}:Array(${type})}`,
    params: { [`narrow_${column}`]: values },
  }
}

function whistled(
  where: string,
  { moment, scope }: NarrowContext,
  more: NarrowSql['params'] = {},
): NarrowSql {
  return {
    where: `case_id IN (SELECT case_id FROM (${WHISTLES}) WHERE ${where})`,
    params: { ...whistleParams(scope, moment), ...more },
  }
}

function codesOf(text: string): string[] {
  return text.split(',')
}

function below(code: string, city: City): string[] {
  return [...city.categories.values()]
    .filter(({ parent }) => parent === code)
    .flatMap(child => [child.code, ...below(child.code, city)])
}
