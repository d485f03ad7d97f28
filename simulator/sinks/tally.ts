import type { IntakeAnswer } from '../../contract/intake.ts'

// Enough to see what is wrong; the counts tell how often.
const MAX_EXAMPLES = 5

/** What became of the events sent so far. */
export class Tally {
  sent = 0
  accepted = 0
  duplicates = 0
  /** Requests repeated because the server was busy or away. */
  retries = 0
  readonly rejected = new Map<string, number>()
  readonly examples: string[] = []

  /** Counts the answer to a request that held `lines` events. */
  add(answer: IntakeAnswer, lines: number): void {
    this.sent += lines
    this.accepted += answer.accepted
    this.duplicates += answer.duplicates
    for (const { code, id, message } of answer.rejected) {
      this.#reject(code, 1)
      if (this.examples.length < MAX_EXAMPLES)
        this.examples.push(`${code} ${id ?? ''}: ${message}`)
    }
    const unlisted = answer.rejectedCount - answer.rejected.length
    if (unlisted > 0)
      this.#reject('unlisted', unlisted)
  }

  get rejectedCount(): number {
    return [...this.rejected.values()].reduce((sum, count) => sum + count, 0)
  }

  #reject(code: string, count: number): void {
    this.rejected.set(code, (this.rejected.get(code) ?? 0) + count)
  }
}
