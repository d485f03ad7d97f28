export type CityErrorCode = 'profile_invalid' | 'unknown_region' | 'unknown_category'

/** What is wrong with a profile, or with a question asked of it. */
export class CityError extends Error {
  override readonly name = 'CityError'

  /**
   * @param code stable, for programs
   * @param message for people; of an invalid profile one line a problem
   * @param problems every problem found, each `file:line: what, what to do`
   */
  constructor(
    readonly code: CityErrorCode,
    message: string,
    readonly problems: readonly string[] = [],
  ) {
    super(message)
  }
}
