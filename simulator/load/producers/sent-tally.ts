import type { IntakeAnswer } from '../../../contract/intake.ts'
import type { Batch } from './batch.ts'

/** What was sent and what became of it, in lines. */
export interface SentCounts {
  /** Lines whose first sending began. */
  lines: number
  /** Of these: events for the first time, events sent before, lines that are no events. */
  events: number
  copies: number
  bad: number
  /** Lines that the server answered for. */
  answered: number
  accepted: number
  duplicates: number
  rejected: number
  /** Lines told to wait (429, 503): nothing was taken, and the same was sent again. */
  refusals: number
  /** Requests whose answer was lost, and which were sent again. */
  lost: number
  /** Lines without an answer when sending was given up. */
  unanswered: number
  /** Lines rejected that should not be, or not as they should. */
  wrongRejections: number
  /** How late a batch left at most, by the producer's own doing, milliseconds. */
  latestMs: number
}

export const COUNTS: readonly (keyof SentCounts)[] = [
  'lines',
  'events',
  'copies',
  'bad',
  'answered',
  'accepted',
  'duplicates',
  'rejected',
  'refusals',
  'lost',
  'unanswered',
  'wrongRejections',
  'latestMs',
]

export function noCounts(): SentCounts {
  return Object.fromEntries(COUNTS.map(name => [name, 0])) as unknown as SentCounts
}

/** Of several producers together. */
export function addCounts(all: readonly SentCounts[]): SentCounts {
  const sum = noCounts()
  for (const counts of all) {
    for (const name of COUNTS)
      sum[name] += counts[name]
  }
  sum.latestMs = Math.max(0, ...all.map(({ latestMs }) => latestMs))
  return sum
}

/** Enough to see what is wrong. */
const MAX_EXAMPLES = 5

/** Notes the answer to a batch; what was rejected and should not be goes to `examples`. */
export function countAnswer(
  counts: SentCounts,
  batch: Batch,
  answer: IntakeAnswer,
  examples: string[],
): void {
  counts.answered += batch.lines
  counts.accepted += answer.accepted
  counts.duplicates += answer.duplicates
  counts.rejected += answer.rejectedCount
  const told = new Map(answer.rejected.map(one => [one.line, one]))
  const wrong = [
    ...answer.rejected.filter(({ line, code }) => batch.bad.get(line) !== code)
      .map(({ code, message }) => `rejected with ${code}: ${message}`),
    ...[...batch.bad].filter(([line]) => !told.has(line)).map(([, code]) => `not rejected, and it should be with ${code}`),
  ]
  counts.wrongRejections += wrong.length
  examples.push(...wrong.slice(0, MAX_EXAMPLES - examples.length))
}
