import type { LoadReport } from '../load-report.ts'
import type { WaitSummary } from '../wait-times.ts'

const DIFFERENCES_SHOWN = 10

/** What a run found out, for a terminal. */
export function formatReport(report: LoadReport): string {
  const { counts, verdict, search } = report
  const lines = [
    `${count(counts.lines)} lines in ${report.sendSeconds.toFixed(1)} s, `
    + `${count(report.answeredPerSecond)}/s answered, loaded ${report.settleSeconds.toFixed(1)} s later`,
    ...formatWaits('event to ack', report.eventToAck.summary),
    ...formatWaits('event to screen', report.eventToScreen?.summary ?? null),
    ...formatWaits('event to pixel', report.eventToPixel?.summary ?? null),
    ...(search === null ? [] : [formatSearch(search)]),
    ...verdict.checks.map(({ what, expected, actual }) =>
      `${expected === actual ? 'ok   ' : 'WRONG'} ${what}: ${count(actual)}`
      + `${expected === actual ? '' : `, and it should be ${count(expected)}`}`),
    `${verdict.differenceCount === 0 ? 'ok   ' : 'WRONG'} differences to the oracle: `
    + `${count(verdict.differenceCount)} in ${count(verdict.compared)} numbers (${verdict.scopes})`,
    ...verdict.differences.slice(0, DIFFERENCES_SHOWN).map(one =>
      `      ${one.what} of ${one.scope}, ${one.window} ${one.variant} (${one.place}): it says `
      + `${one.theirs}, the oracle ${one.ours}`),
    ...verdict.notes.map(note => `      ${note}`),
    verdict.exact ? 'EXACT' : 'NOT EXACT',
  ]
  return `${lines.join('\n')}\n`
}

function formatWaits(name: string, waits: WaitSummary | null): string[] {
  if (waits === null || waits.count === 0)
    return []
  const { p50, p90, p99, p999, max } = waits
  return [`${name}: p50 ${ms(p50)}, p90 ${ms(p90)}, p99 ${ms(p99)}, p99.9 ${ms(p999)}, longest ${ms(max)}`]
}

function formatSearch({ boundMs, best }: NonNullable<LoadReport['search']>): string {
  return best === null
    ? `no rate keeps p99 within ${boundMs} ms`
    : `highest rate that keeps p99 within ${boundMs} ms: ${count(best)} lines/s`
}

function ms(value: number | null): string {
  return value === null ? 'none' : `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

function count(value: number): string {
  return Number.isNaN(value) ? 'unknown' : Math.round(value).toLocaleString('en-US')
}
