/** What a scenario made of the stream, in whole days: what is cut off at the end counts too. */
export class ScriptCounts {
  /** Cases, and those among them that episodes added or took away. */
  cases = 0
  added = 0
  dropped = 0
  /** Events that a silence moved, a slump changed, a blackout held back; copies sent. */
  delayed = 0
  worsened = 0
  heldBack = 0
  copies = 0

  text(): string {
    return `made for these days ${this.cases} cases (${this.added} more and ${this.dropped} fewer by episodes), `
      + `events delayed ${this.delayed}, reviews worsened ${this.worsened}, `
      + `held back ${this.heldBack}, sent again ${this.copies}\n`
  }
}
