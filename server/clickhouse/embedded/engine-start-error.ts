export type EngineStartErrorCode
  = | 'engine_data_dir_taken'
    | 'engine_port_taken'
    | 'engine_start_failed'

/** The engine's process did not come up. */
export class EngineStartError extends Error {
  override readonly name = 'EngineStartError'

  constructor(
    readonly code: EngineStartErrorCode,
    message: string,
    /** Trying again is of no use. */
    readonly final = false,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
