const HOUR_MS = 3_600_000

/** Fields of an event by name, right or wrong ones. */
export type Fields = Record<string, unknown>

/**
 * Reports of ever new cases of profiles/boston, an hour old, with fields replaced at will.
 * `prefix` keeps their ids apart from those of other makers.
 */
export function createReports(prefix: string): {
  event: (more?: Fields) => Fields
  line: (more?: Fields) => string
} {
  let number = 0
  const event = (more: Fields = {}): Fields => {
    number++
    return {
      id: `${prefix}-e-${number}`,
      caseId: `${prefix}-c-${number}`,
      type: 'reported',
      at: new Date(Date.now() - HOUR_MS).toISOString(),
      region: 'roxbury',
      category: 'property-management.graffiti',
      channel: 'twitter',
      ...more,
    }
  }
  return { event, line: more => JSON.stringify(event(more)) }
}
