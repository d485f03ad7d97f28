import type { CaseSummary } from '../../contract/cases.ts'
import type { Calendar } from '../calendar.ts'

/** A case as CASE_SQL selects it from `case_versions`. */
export interface CaseRow {
  caseId: string
  title: string
  region: string
  category: string
  channel: string
  department: string
  step: string
  open: number
  excluded: number
  reportedMs: number
  dueMs: number | null
  closedMs: number | null
  reviewedMs: number | null
  answer: string
  urgedLevel: number
  lon: number | null
  lat: number | null
}

function ms(column: string): string {
  return `if(${column} IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(${column})))`
}

export const CASE_SQL = `
  case_id AS caseId, title, region, category, channel, department, step, open, excluded,
  toUnixTimestamp64Milli(reported_at) AS reportedMs,
  ${ms('due_at')} AS dueMs, ${ms('closed_at')} AS closedMs, ${ms('reviewed_at')} AS reviewedMs,
  answer, urged_level AS urgedLevel, lon, lat`

export function toCaseSummary(row: CaseRow, calendar: Calendar): CaseSummary {
  const time = (at: number | null): string | null => at === null ? null : calendar.format(at)
  return {
    caseId: row.caseId,
    title: row.title,
    region: row.region,
    category: row.category,
    channel: row.channel,
    department: row.department,
    step: row.step,
    open: row.open === 1,
    excluded: row.excluded === 1,
    reportedAt: calendar.format(row.reportedMs),
    dueAt: time(row.dueMs),
    closedAt: time(row.closedMs),
    reviewedAt: time(row.reviewedMs),
    satisfaction: row.answer === '' ? null : row.answer,
    urgedLevel: row.urgedLevel,
    lon: row.lon,
    lat: row.lat,
  }
}
