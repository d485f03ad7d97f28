import type { QualityBody } from '../../contract/quality.ts'
import type { Messages } from '../i18n/messages.ts'
import { NO_DATA } from '../format/figure.ts'

export interface RejectionRow {
  code: string
  /** What the code means; the code itself where the page is older than the server. */
  words: string
  lines: number
  /** Which sources, with how many each. */
  sources: string
}

/** Why lines were rejected, most frequent first. */
export function rejectionRows(body: QualityBody, t: Messages): RejectionRow[] {
  const words: Partial<Record<string, string>> = t.quality.codes
  return Object.entries(body.totals.rejectedBy)
    .map(([code, lines]) => ({
      code,
      words: words[code] ?? code,
      lines,
      sources: body.sources
        .filter(({ counts }) => (counts.rejectedBy[code] ?? 0) > 0)
        .map(({ name, counts }) => `${name} ${counts.rejectedBy[code]}`)
        .join(t.sources.and),
    }))
    .sort((a, b) => b.lines - a.lines)
}

/** HH:MM of a time in the city's zone; with its date when that is not the one of `now`. */
export function minuteText(at: string | null | undefined, now: string): string {
  if (at === null || at === undefined)
    return NO_DATA
  const minute = at.slice(11, 16)
  return at.slice(0, 10) === now.slice(0, 10) ? minute : `${at.slice(0, 10)} ${minute}`
}
