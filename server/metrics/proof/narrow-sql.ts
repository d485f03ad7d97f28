import type { City } from '../../../city/city.ts'
import type { ProofFacet, ProofNarrowing } from '../../../contract/proof.ts'
import type { Moment } from '../moment.ts'
import { PROOF_FACETS } from '../../../contract/proof.ts'
import { IS_OVERDUE } from '../questions/instants.ts'

/** Which of a metric's cases are meant, as SQL over `case_measures`. */
export interface NarrowSql {
  /** Holds for a case that is meant. */
  where: string
  params: Record<string, unknown>
}

type Condition = (text: string, city: City, moment: Moment) => NarrowSql

const SOON = 'fromUnixTimestamp64Milli({soon:Int64}, \'UTC\')'
const STATES: Record<string, string> = {
  overdue: IS_OVERDUE,
  due_soon: `open = 1 AND NOT (${IS_OVERDUE}) AND ifNull(due_at < ${SOON}, 0)`,
  active: `open = 1 AND NOT ifNull(due_at < ${SOON}, 0)`,
}

const CONDITIONS: Record<ProofFacet, Condition> = {
  category: (text, city) => among('category', 'String', codesOf(text)
    .flatMap(code => [code, ...below(code, city)])),
  channel: text => among('channel', 'String', codesOf(text)),
  // A name may have commas.
  department: text => among('department', 'String', [text]),
  step: text => among('step', 'String', codesOf(text)),
  reached_today: (text, _, { today }) => ({
    where: `arrayExists((step, day) -> step = {reached:String} AND day = toDate({today:Int32}),
      steps, step_days)`,
    params: { reached: text, today },
  }),
  urged: text => among('urged_level', 'UInt8', codesOf(text).map(Number)),
  answer: text => among('answer', 'String', codesOf(text)),
  state: (text, _, { soon }) => ({ where: STATES[text]!, params: { soon } }),
}

/** Null where all of them are meant. */
export function narrowSql(
  narrowing: ProofNarrowing,
  city: City,
  moment: Moment,
): NarrowSql | null {
  const facets = PROOF_FACETS.filter(facet => narrowing[facet] !== undefined)
  if (facets.length === 0)
    return null
  const found = facets.map(facet => CONDITIONS[facet](narrowing[facet]!, city, moment))
  return {
    where: found.map(({ where }) => `(${where})`).join(' AND '),
    params: Object.assign({}, ...found.map(({ params }) => params)) as NarrowSql['params'],
  }
}

function among(column: string, type: string, values: readonly (string | number)[]): NarrowSql {
  return {
    where: `${column} IN {narrow_${column}:Array(${type})}`,
    params: { [`narrow_${column}`]: values },
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
