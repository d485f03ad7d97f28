const LINE_END = 0x0A
/** `[-1,` of a row that takes a version back; one that adds begins with `[1,`. */
const MINUS = 0x2D

/**
 * Between the case's id and its region. Not in an id, whose own quotes stand behind a backslash.
 */
const ID_END = '","'

/** Rows of `case_versions` as bytes of JSONCompactEachRow. */
export interface VersionRows { rows: Buffer, count: number }

/** The bytes of one row, its line end included. */
interface Row { bytes: Buffer, dropped: boolean }

/**
 * The version rows of consecutive outbox entries without those that one entry adds and a later one
 * takes back: what a case was between two entries of one insert nobody can ask about. A backlog
 * holds whole lives of cases, and each row costs ClickHouse all its views. Of the same entries the
 * same bytes, so that a batch sent again is the one that was sent.
 */
export function netVersions(entries: readonly { versions: Buffer }[]): VersionRows {
  const rows: Row[] = []
  const added = new Map<string, Row>()
  let dropped = 0
  for (const { versions } of entries) {
    for (let start = 0; start < versions.length;) {
      const end = versions.indexOf(LINE_END, start) + 1
      const bytes = versions.subarray(start, end)
      const takesBack = bytes[1] === MINUS
      // Version and id; a case's version says the same in both of its rows.
      const key = bytes.toString('latin1', takesBack ? 3 : 2, bytes.indexOf(ID_END))
      const row = { bytes, dropped: false }
      const before = takesBack ? added.get(key) : undefined
      if (before !== undefined) {
        before.dropped = row.dropped = true
        added.delete(key)
        dropped += 2
      }
      else if (!takesBack) {
        added.set(key, row)
      }
      rows.push(row)
      start = end
    }
  }
  const kept = dropped === 0
    ? entries.map(({ versions }) => versions)
    : rows.flatMap(row => row.dropped ? [] : [row.bytes])
  return { rows: Buffer.concat(kept), count: rows.length - dropped }
}
