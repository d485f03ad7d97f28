import { AppError } from '../errors.ts'

/** The scopes of a profile. */
export interface KnownScopes { root: string, isScope: (code: string) => boolean }

/** Throws AppError `unknown_scope`. */
export function checkScope(scopes: KnownScopes, scope: string): void {
  if (!scopes.isScope(scope))
    throw new AppError('unknown_scope', `The profile has no scope "${scope.slice(0, 128)}".`)
}
