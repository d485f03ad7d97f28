/** Counts what was left out of or replaced in a source, so that a summary can tell of it. */
export class Notes {
  rows = 0
  /** Rows that gave no case, by reason. */
  readonly skipped = new Map<string, number>()
  /** What was replaced or dropped in rows that gave one. */
  readonly changed = new Map<string, number>()

  skip(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1)
  }

  add(what: string): void {
    this.changed.set(what, (this.changed.get(what) ?? 0) + 1)
  }
}
