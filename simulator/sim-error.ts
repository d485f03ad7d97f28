export type SimErrorCode
  = | 'usage'
    | 'source_unreadable'
    | 'mapping_invalid'
    | 'generator_invalid'
    | 'scenario_invalid'
    | 'out_unwritable'
    | 'server_refused'
    | 'server_unreachable'

/** A failure a person can put right; the message says what was wrong, where, and what to do. */
export class SimError extends Error {
  override readonly name = 'SimError'

  constructor(readonly code: SimErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
  }
}
