import Type from 'typebox'

const text = Type.String()
function orNull<T extends Parameters<typeof Type.Union>[0][number]>(type: T) {
  return Type.Union([type, Type.Null()])
}

/** One figure that the server found wrong in its own sums. */
export const AuditFinding = Type.Object({
  /** When, RFC 3339 UTC. */
  at: text,
  round: Type.Integer(),
  /** `case_versions`, or the roll-up. */
  table: text,
  /** The case of a wrong case version. */
  caseId: orNull(text),
  scope: orNull(text),
  /** The clock that puts cases on the day; of roll-ups by clock. */
  clock: orNull(text),
  /** Day of the city, YYYY-MM-DD; 1970-01-01: the sum of all days. */
  day: orNull(text),
  /** JSON of what else names the row. */
  key: orNull(text),
  column: text,
  found: text,
  /** What the tables that it is made from say. */
  expected: text,
  /** Metrics as `closure@1`, and panels that show what no metric is made of. */
  concerns: Type.Array(text),
  /** False: only `--rebuild` can; the server's log says why. */
  repaired: Type.Boolean(),
})
export type AuditFinding = Type.Static<typeof AuditFinding>

/** `GET /api/v1/audit`. */
export const AuditBody = Type.Object({
  /** `off`: by configuration (GRIDWALL_AUDIT). */
  state: Type.Enum(['on', 'off'] as const),
  /** The last full round; null before its end. */
  last: orNull(Type.Object({
    round: Type.Integer(),
    /** RFC 3339 in the profile's zone. */
    startedAt: text,
    endedAt: text,
    /** Events of the ledger recounted, cases compared, rows of roll-ups compared. */
    compared: Type.Object({ events: Type.Integer(), cases: Type.Integer(), rows: Type.Integer() }),
    /** Rows and cases that were wrong. */
    differences: Type.Integer(),
    /** Of these, how many could not be mended. */
    unrepaired: Type.Integer(),
  })),
  /** The round under way. */
  current: orNull(Type.Object({
    round: Type.Integer(),
    startedAt: text,
    /** Whole percent. */
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
    compared: Type.Object({ events: Type.Integer(), cases: Type.Integer(), rows: Type.Integer() }),
    differences: Type.Integer(),
    unrepaired: Type.Integer(),
  })),
  /** The latest first, at most 100. */
  findings: Type.Array(AuditFinding),
})
export type AuditBody = Type.Static<typeof AuditBody>

/** What a frame says of it: can its numbers be believed? */
export const AuditHead = Type.Object({
  /** End of the last full round, RFC 3339 in the profile's zone; null before the first. */
  checkedAt: orNull(text),
  /** Of the round under way, whole percent. */
  progress: Type.Integer({ minimum: 0, maximum: 100 }),
  /** Wrong rows found in the last full round and since. */
  differences: Type.Integer({ minimum: 0 }),
  /** At most three of the metrics (`closure@1`) and panels concerned. */
  concerns: Type.Array(text),
  /** False while something is wrong that only a rebuild mends. */
  repaired: Type.Boolean(),
})
export type AuditHead = Type.Static<typeof AuditHead>
