import type { CaseEventType } from '../../contract/case-event.ts'
import type { GeneratedEvent } from './generated-event.ts'
import { toAttributes } from '../delivery/compact-event.ts'

/** Collects the events of one case, with ids that follow from their types. */
export class CaseLife {
  readonly #events: GeneratedEvent[] = []
  readonly #counts = new Map<string, number>()

  /** `reportedAt` in milliseconds since 1970. */
  constructor(readonly caseId: string, readonly reportedAt: number) {}

  /** Times are milliseconds since 1970, cut to whole seconds. */
  add(type: CaseEventType, at: number, attributes: object = {}, dueAt?: number): void {
    const count = (this.#counts.get(type) ?? 0) + 1
    this.#counts.set(type, count)
    this.#events.push({
      id: `${this.caseId}-${count === 1 ? type : `${type}-${count}`}`,
      caseId: this.caseId,
      type,
      at: Math.floor(at / 1000) * 1000,
      dueAt,
      reportedAt: this.reportedAt,
      attributes: toAttributes(attributes),
    })
  }

  /** In the order of their times; of equal times the order of adding holds. */
  inOrder(): GeneratedEvent[] {
    return this.#events.sort((a, b) => a.at - b.at)
  }
}
