import type { Database } from '../clickhouse/database.ts'
import type { EndedRound, Round } from './round.ts'

/** What the audit knows over a restart. */
export interface AuditState { last: EndedRound | null, current: Round | null }

const NAME = 'rounds'
/** Grows with every change of what is kept: what an older server kept is begun anew. */
const FORM = 1

export async function readState(database: Database): Promise<AuditState> {
  const [row] = await database.query<{ state: string }>(
    `SELECT argMax(state, at) AS state FROM audit_state WHERE name = {name:String} GROUP BY name`,
    { name: NAME },
  )
  const kept = row === undefined ? null : JSON.parse(row.state) as AuditState & { form: number }
  return kept?.form === FORM
    ? { last: kept.last, current: kept.current }
    : { last: null, current: null }
}

export async function writeState(
  database: Database,
  state: AuditState,
  now: number,
  token: string,
): Promise<void> {
  const row = [
    NAME,
    new Date(now).toISOString().replace('T', ' ').slice(0, 23),
    JSON.stringify({ form: FORM, ...state }),
  ]
  const body = Buffer.from(`${JSON.stringify(row)}\n`)
  await database.insert('audit_state', ['name', 'at', 'state'], body, { token })
}
