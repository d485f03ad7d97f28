/**
 * Name of the part of a scope that lies in none of its children: cases known only to belong to a
 * street, say. No region code ends in a slash (profiles are checked for it).
 */
export function directScope(scope: string): string {
  return `${scope}/`
}

/** The scope whose own part it is; null for a scope or region as a whole. */
export function scopeOfDirect(part: string): string | null {
  return part.endsWith('/') ? part.slice(0, -1) : null
}
