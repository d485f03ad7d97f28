import type { LoadReport } from '../load-report.ts'

export function renderReport(report: LoadReport): string {
  return JSON.stringify(report)
}
