/**
 * What a failed question means for who asked it.
 * - `unreachable`: nobody answered; the statement did not run, or nobody knows whether it did
 * - `transient`: ClickHouse is there and short of something (memory, time, places); try again
 * - `rejected`: ClickHouse understood and refuses; the same statement will fail again
 * - `unknown`: neither ClickHouse's nor the network's words; treat it as a defect
 */
export type FailureKind = 'unreachable' | 'transient' | 'rejected' | 'unknown'

/** A failed exchange with ClickHouse, classified. Its message never carries the password. */
export class ClickHouseError extends Error {
  override readonly name = 'ClickHouseError'

  constructor(
    readonly kind: FailureKind,
    /** ClickHouse's number of the exception; null where it did not come from ClickHouse. */
    readonly code: number | null,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
