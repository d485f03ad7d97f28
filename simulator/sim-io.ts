/** Everything of the outer world that a run touches, so that tests and demos own it. */
export interface SimIo {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  readonly sleep: (ms: number) => Promise<void>
  /** From 0 to 1; only used to spread retries, never for data. */
  readonly random: () => number
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** How the run stands: without a line's end; one may take the place of the one before. */
  readonly status: (line: string) => void
  /** Aborts to end the run cleanly, with its summary. */
  readonly signal: AbortSignal
}
