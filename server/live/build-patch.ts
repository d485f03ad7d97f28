import type { ObjectPatch, Patch } from '../../contract/patch.ts'
import { RESERVED, WHOLE } from '../../contract/patch.ts'

type Members = Readonly<Record<string, unknown>>

/** What `applyPatch` makes `after` of `before` by; undefined: they are the same. */
export function buildPatch(before: unknown, after: unknown): Patch {
  if (Object.is(before, after))
    return undefined
  if (Array.isArray(after))
    return patchArray(before, after)
  if (!isMembers(after))
    return after
  if (!isMembers(before) || !hasSameMembers(before, after))
    return { [WHOLE]: after }
  return patchMembers(before, after)
}

/** Of the members that `after` has; undefined: none of them changed. */
function patchMembers(before: Members, after: Members): ObjectPatch | undefined {
  const changes: Record<string, Patch> = {}
  let changed = false
  for (const member of Object.keys(after)) {
    const change = buildPatch(before[member], after[member])
    if (change === undefined)
      continue
    changes[member] = change
    changed = true
  }
  return changed ? changes : undefined
}

/** By place where that is shorter: a list whose rows moved up is not. */
function patchArray(before: unknown, after: readonly unknown[]): Patch {
  if (!Array.isArray(before) || before.length !== after.length)
    return after
  const changes = patchMembers({ ...before }, { ...after })
  if (changes === undefined)
    return undefined
  return JSON.stringify(changes).length < JSON.stringify(after).length ? changes : after
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasSameMembers(a: Members, b: Members): boolean {
  const names = namesOf(a)
  return names.length === namesOf(b).length
    && names.every(name => b[name] !== undefined && !RESERVED.includes(name))
}

/** As JSON has them. */
function namesOf(members: Members): string[] {
  return Object.keys(members).filter(name => members[name] !== undefined)
}
