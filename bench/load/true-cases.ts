import type { CaseEvent } from '../../contract/case-event.ts'
import type { CompactEvent } from '../../simulator/delivery/compact-event.ts'

/** A case as its events say, by the plainest of means; times are milliseconds since 1970. */
export interface TrueCase {
  caseId: string
  region: string
  due: number | null
  closedAt: number | null
  /** The answer of its last review, where that counts. */
  answer: string | null
  excluded: boolean
}

type Attributes = Partial<CaseEvent>

/**
 * Sorts each case's events by time and walks through them. Shares no code with the server: this
 * is what its numbers are held against. Cases whose report is missing are left out.
 */
export function readTrueCases(events: Iterable<CompactEvent>): TrueCase[] {
  const histories = new Map<string, CompactEvent[]>()
  for (const event of events) {
    const history = histories.get(event.caseId)
    if (history === undefined)
      histories.set(event.caseId, [event])
    else
      history.push(event)
  }
  return Array.from(histories.values(), readCase).filter(found => found !== null)
}

function readCase(history: CompactEvent[]): TrueCase | null {
  history.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const reported = history.find(event => event.type === 'reported')
  if (reported === undefined)
    return null
  const found: TrueCase = {
    caseId: reported.caseId,
    region: '',
    due: null,
    closedAt: null,
    answer: null,
    excluded: false,
  }
  for (const event of history) {
    const attributes = readAttributes(event)
    found.region = attributes.region ?? found.region
    if (event.dueAt !== undefined)
      found.due = event.dueAt
    if (event.type === 'excluded')
      found.excluded = true
    if (event.type === 'closed')
      found.closedAt = event.at
    if (event.type === 'reopened')
      found.closedAt = null
    if (event.type === 'reviewed') {
      const { satisfaction, valid = satisfaction !== undefined } = attributes
      found.answer = valid ? satisfaction ?? '' : null
    }
  }
  return found
}

function readAttributes({ attributes }: CompactEvent): Attributes {
  return JSON.parse(`{${attributes.slice(1)}}`) as Attributes
}
