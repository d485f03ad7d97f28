import type { OpenCase, OpenSums } from '../open-cases.ts'
import type { Question } from '../question.ts'
import { dueState } from '../open-cases.ts'
import { byScope } from '../question.ts'

export const LATE_CASES = 10
/** So many are kept of each list, so that one that goes leaves the next one known. */
const KEPT_CASES = 30

interface LatePlace { scope: string, late: number, caseId: string, dueMs: number }

export interface LateRow extends LatePlace {
  region: string
  category: string
  department: string
  title: string
  urgedLevel: number
}

/** The first cases of one scope by due time: those past due, and those due soon. */
export interface LateCases extends OpenSums { rows: () => readonly LateRow[] }

/**
 * Open cases past due, and due before the moment's `soon`: the first of each by due time. Which
 * they are is told by narrow columns; only those are read whole.
 */
export async function askLateCases(question: Question): Promise<(scope: string) => LateCases> {
  const places = await askPlaces(question)
  const details = await askDetails(question, places)
  const rows = byScope(places.flatMap((place) => {
    const found = details.get(place.caseId)
    return found === undefined ? [] : [{ ...place, ...found }]
  }))
  return scope => createLateCases(scope, rows.get(scope) ?? [])
}

async function askPlaces({ database, moment, scopes }: Question): Promise<LatePlace[]> {
  return database.query<LatePlace>(
    `SELECT scope, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS late,
      case_id AS caseId, toUnixTimestamp64Milli(due_at) AS dueMs
    FROM open_cases
    ARRAY JOIN path AS scope
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    GROUP BY scope, due_at, case_id
    HAVING sum(sign) > 0
    ORDER BY due_at, case_id
    LIMIT ${KEPT_CASES} BY scope, late`,
    { scopes, now: moment.now, soon: moment.soon },
  )
}

async function askDetails(
  { database }: Question,
  places: readonly LatePlace[],
): Promise<Map<string, Omit<LateRow, keyof LatePlace>>> {
  if (places.length === 0)
    return new Map()
  const rows = await database.query<Omit<LateRow, 'scope' | 'late' | 'dueMs'>>(
    `SELECT case_id AS caseId, region, category, department, title, urged_level AS urgedLevel
    FROM open_cases FINAL
    WHERE due_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({due:Array(Int64)}), 'UTC'))
      AND case_id IN {ids:Array(String)}`,
    {
      due: [...new Set(places.map(({ dueMs }) => dueMs))],
      ids: [...new Set(places.map(({ caseId }) => caseId))],
    },
  )
  return new Map(rows.map(({ caseId, ...details }) => [caseId, details]))
}

function createLateCases(scope: string, found: readonly LateRow[]): LateCases {
  const lists = [0, 1].map(late => createFirsts(found.filter(row => row.late === late)))
  return {
    rows: () => [lists[1]!, lists[0]!].flatMap(list => list.rows()),
    add(change, at) {
      const state = dueState(change.dueMs, at)
      if (change.excluded !== 0 || state === 0)
        return true
      const late = state === 2 ? 1 : 0
      const list = lists[late]!
      return change.count < 0 ? list.remove(change) : list.put(toRow(scope, late, change))
    },
  }
}

function toRow(scope: string, late: number, change: OpenCase): LateRow {
  const { caseId, dueMs, region, category, department, title, urgedLevel } = change
  return { scope, late, caseId, dueMs, region, category, department, title, urgedLevel }
}

type Key = Pick<LateRow, 'dueMs' | 'caseId'>

interface Firsts {
  rows: () => readonly LateRow[]
  /** Both answer whether the first `LATE_CASES` are still known. */
  put: (row: LateRow) => boolean
  remove: (key: Key) => boolean
}

/** The first rows of a list that may be longer than what is known of it. */
function createFirsts(found: readonly LateRow[]): Firsts {
  const rows = [...found]
  let whole = rows.length < KEPT_CASES

  function isBeyond(key: Key): boolean {
    const last = rows.at(-1)
    return !whole && (last === undefined || byDue(last, key) < 0)
  }

  return {
    rows: () => rows.slice(0, LATE_CASES),
    put(row) {
      if (isBeyond(row))
        return true
      const place = rows.findIndex(other => byDue(row, other) < 0)
      rows.splice(place === -1 ? rows.length : place, 0, row)
      if (rows.length > KEPT_CASES) {
        rows.length = KEPT_CASES
        whole = false
      }
      return true
    },
    remove(key) {
      if (isBeyond(key))
        return true
      const place = rows.findIndex(({ caseId }) => caseId === key.caseId)
      if (place === -1)
        return false
      rows.splice(place, 1)
      return whole || rows.length >= LATE_CASES
    },
  }
}

/** As ClickHouse orders them: ids by their bytes. */
function byDue(a: Key, b: Key): number {
  return a.dueMs - b.dueMs || Buffer.compare(Buffer.from(a.caseId), Buffer.from(b.caseId))
}
