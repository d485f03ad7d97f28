/** What is remembered of a source; times are milliseconds since 1970. */
export interface SourceRecord {
  /** By the server's clock: the last request or socket message with its token. */
  heardAt: number
  /** By the server's clock: when its last new event was accepted; null before the first. */
  eventAt: number | null
  /** Event time up to which everything was sent; null before the first event or promise. */
  watermark: number | null
  /**
   * It gave a watermark itself. From then on only its own word moves it: an event of 10:05 does
   * not say that nothing of 10:03 is still to come.
   */
  promised: boolean
}

/** New events of one source in one group commit. */
export interface Taken {
  receivedAt: number
  /** Newest event time among them. */
  newestAt: number
}

/**
 * Both records' knowledge in one. Every field only grows, so the order in which records are
 * merged, and how often, does not matter: writers need not know of one another.
 */
export function mergeRecords(a: SourceRecord | undefined, b: SourceRecord): SourceRecord {
  return a === undefined
    ? b
    : {
        heardAt: Math.max(a.heardAt, b.heardAt),
        eventAt: later(a.eventAt, b.eventAt),
        watermark: later(a.watermark, b.watermark),
        promised: a.promised || b.promised,
      }
}

/** The record after new events: they move the watermark of a source that promised none. */
export function withEvents(record: SourceRecord | undefined, taken: Taken): SourceRecord {
  return mergeRecords(record, {
    heardAt: taken.receivedAt,
    eventAt: taken.receivedAt,
    watermark: record?.promised === true ? null : taken.newestAt,
    promised: false,
  })
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null)
    return a ?? b
  return Math.max(a, b)
}
