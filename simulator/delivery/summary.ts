import type { Notes } from '../mapping/notes.ts'
import type { Tally } from '../sinks/tally.ts'

/** What a run did. */
export interface Summary {
  /** Events whose receipt was acknowledged, whether taken or rejected. */
  readonly sent: number
  readonly accepted: number
  readonly duplicates: number
  /** Events that the server did not take. */
  readonly rejected: number
  readonly rejectedBy: Readonly<Record<string, number>>
  /** Rows of the source that gave no case though they should have. */
  readonly rejectedRows: number
  readonly retries: number
  readonly seconds: number
  /** Ended before the stream did. */
  readonly interrupted: boolean
}

export function toSummary(
  tally: Tally,
  notes: Notes | null,
  seconds: number,
  interrupted: boolean,
): Summary {
  return {
    sent: tally.sent,
    accepted: tally.accepted,
    duplicates: tally.duplicates,
    rejected: tally.rejectedCount,
    rejectedBy: Object.fromEntries(tally.rejected),
    rejectedRows: notes?.rejectedCount ?? 0,
    retries: tally.retries,
    seconds,
    interrupted,
  }
}

/** The summary as it is printed, with what was noted in the source and examples of rejections. */
export function summaryText(summary: Summary, notes: Notes | null, tally: Tally): string {
  const rate = summary.seconds > 0 ? Math.round(summary.sent / summary.seconds) : 0
  const lines = [
    ...notesLines(notes),
    `sent ${summary.sent} events in ${summary.seconds.toFixed(1)} s (${rate}/s)`
    + `${summary.interrupted ? ', interrupted' : ''}`,
    `accepted ${summary.accepted}, duplicates ${summary.duplicates}, `
    + `rejected ${summary.rejected}, requests repeated ${summary.retries}`,
    ...Object.entries(summary.rejectedBy).map(([code, count]) => `  rejected ${code}: ${count}`),
    ...tally.examples.map(example => `    ${example}`),
  ]
  return `${lines.join('\n')}\n`
}

function notesLines(notes: Notes | null): string[] {
  if (!notes || notes.rows === 0)
    return []
  const { rows, leftOut, rejectedCount } = notes
  const rejected = Array.from(notes.rejected, ([why, count]) => `  rejected ${count}: ${why}`)
  const changed = Array.from(notes.changed, ([what, count]) => `  ${count}: ${what}`)
  return [
    `read ${rows} rows, left out ${leftOut}, rejected ${rejectedCount}`,
    ...rejected,
    ...changed,
  ]
}
