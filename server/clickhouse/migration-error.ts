/** Why a folder of migrations cannot be applied. */
export type MigrationErrorCode
  = | 'migration_name_invalid'
    | 'migration_duplicate'
    | 'migration_gap'
    | 'migration_changed'
    | 'migration_missing'
    | 'migration_substitution_missing'
    | 'migration_failed'

export class MigrationError extends Error {
  override readonly name = 'MigrationError'

  constructor(readonly code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
  }
}
