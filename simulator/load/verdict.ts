import type { Difference } from './oracle/compare-api.ts'
import type { SentCounts } from './producers/sent-tally.ts'

/** One thing that has to be so. */
export interface Check { what: string, expected: number, actual: number }

export interface Verdict {
  exact: boolean
  checks: Check[]
  /** Numbers of the API and of the screens that were held against the oracle. */
  compared: number
  differenceCount: number
  /** The first of them. */
  differences: Difference[]
  /** What else a reader has to know: rejections, refusals, complaints of the page. */
  notes: string[]
  /** In words: the scopes that were compared. */
  scopes: string
}

export interface ScreensEvidence {
  wanted: number
  shown: number
  behind: number
  differing: number
  unseen: number
}

/** What is known at the end of a run. */
export interface Evidence {
  counts: SentCounts
  /** Events of the ledger before the run and after it; null: the server did not say. */
  held: number
  ledgerSeq: number | null
  /** Events acked and not in ClickHouse at the end. */
  pending: number | null
  /** Events of the oracle, those held before included. */
  oracleEvents: number
  /** Producers whose events the oracle could not make again. */
  unlike: number
  screens: ScreensEvidence | null
  pixels: { unseen: number, complaints: number } | null
  compared: number
  differences: Difference[]
  notes: string[]
  scopes: string
}

const DIFFERENCES_KEPT = 50

export function judge(evidence: Evidence): Verdict {
  const { compared, differences, notes, scopes } = evidence
  const checks = [...checkCounts(evidence), ...checkScreens(evidence)]
  return {
    exact: differences.length === 0 && checks.every(({ expected, actual }) => expected === actual),
    checks,
    compared,
    differenceCount: differences.length,
    differences: differences.slice(0, DIFFERENCES_KEPT),
    notes,
    scopes,
  }
}

function checkCounts(evidence: Evidence): Check[] {
  const { counts, held, ledgerSeq, pending, oracleEvents, unlike } = evidence
  const { lines, events, copies, bad } = counts
  return [
    { what: 'lines answered, of all that were sent', expected: lines, actual: counts.answered },
    ...(counts.lost === 0
      ? [
          { what: 'events accepted', expected: events, actual: counts.accepted },
          { what: 'repetitions told as such', expected: copies, actual: counts.duplicates },
        ]
      // Of a request whose answer was lost nobody knows which of its sendings was the first.
      : [{
          what: 'events accepted or told as repeated',
          expected: events + copies,
          actual: counts.accepted + counts.duplicates,
        }]),
    { what: 'bad lines rejected', expected: bad, actual: counts.rejected },
    { what: 'lines rejected otherwise than they should be', expected: 0, actual: counts.wrongRejections },
    { what: 'events added to the ledger', expected: events, actual: (ledgerSeq ?? Number.NaN) - held },
    { what: 'events not in ClickHouse at the end', expected: 0, actual: pending ?? Number.NaN },
    { what: 'events of the oracle', expected: held + events, actual: oracleEvents },
    { what: 'producers whose events the oracle made otherwise', expected: 0, actual: unlike },
  ]
}

function checkScreens({ screens, pixels }: Evidence): Check[] {
  return [
    ...(screens === null
      ? []
      : [
          { what: 'screens with a frame', expected: screens.wanted, actual: screens.shown },
          { what: 'screens without the end of the ledger', expected: 0, actual: screens.behind },
          { what: 'screens that differ from another of their scope', expected: 0, actual: screens.differing },
          { what: 'batches that some screen never showed', expected: 0, actual: screens.unseen },
        ]),
    ...(pixels === null
      ? []
      : [
          { what: 'batches that the browser never painted', expected: 0, actual: pixels.unseen },
          { what: 'complaints of the page', expected: 0, actual: pixels.complaints },
        ]),
  ]
}
