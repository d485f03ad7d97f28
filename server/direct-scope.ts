/**
 * Name of the part of a scope that lies in none of its children: cases known only to belong to a
 * street, say. No region code ends in a slash (profiles are checked for it).
 */
export function directScope(scope: string): string {
  return `${scope}/`
}
