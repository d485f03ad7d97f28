/** Counts what was left out of or replaced in a source, so that a summary can tell of it. */
export class Notes {
  rows = 0
  /** Rows that the mapping leaves out on purpose. */
  leftOut = 0
  /** Rows that should have given a case and gave none, by reason. */
  readonly rejected = new Map<string, number>()
  /** What was replaced or dropped in rows that gave one. */
  readonly changed = new Map<string, number>()

  get rejectedCount(): number {
    return [...this.rejected.values()].reduce((sum, count) => sum + count, 0)
  }

  reject(reason: string): void {
    this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + 1)
  }

  add(what: string): void {
    this.changed.set(what, (this.changed.get(what) ?? 0) + 1)
  }
}
