import type { CaseEvent } from '../../contract/case-event.ts'

/** Cases that one recording tells apart: their old ids are kept in memory. */
export const MAX_RECORDED_CASES = 5_000_000
/** A telephone, a card, a plate: a name of a department holds no such thing. */
const LONG_NUMBER = /\d{5,}/

/**
 * Takes from events what could identify a person. Ids are replaced by numbers in the order in
 * which they come: a source may have made them of telephone numbers, and a hash of those is
 * soon guessed. Titles and coordinates go. The same ledger gives the same recording.
 */
export class Anonymizer {
  readonly #cases = new Map<string, { number: number, events: number }>()

  anonymize(event: CaseEvent): CaseEvent {
    const { id: _, caseId, title: __, lon: ___, lat: ____, department, ...rest } = event
    let known = this.#cases.get(caseId)
    if (!known) {
      known = { number: this.#cases.size + 1, events: 0 }
      this.#cases.set(caseId, known)
    }
    known.events += 1
    const name = `case-${known.number}`
    const { type, at, dueAt, ...others } = rest
    return {
      id: `${name}-${known.events}`,
      caseId: name,
      type,
      at,
      ...others,
      ...(department === undefined || LONG_NUMBER.test(department) ? {} : { department }),
      ...(dueAt === undefined ? {} : { dueAt }),
    }
  }

  get cases(): number {
    return this.#cases.size
  }
}
