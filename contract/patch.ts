/**
 * What changed in a JSON value. Of an object, and of an array that is as long as before, an object
 * of the members that changed, each a patch again, those of an array by their place. Everything
 * else stands for itself, whole; a whole object is wrapped, `{"=": {…}}`.
 */
export type Patch = unknown
/** A patch of an object: its members that changed. */
export type ObjectPatch = Readonly<Record<string, Patch>>

/** The member of a patch that wraps a whole object. */
export const WHOLE = '='
/** An object that has one of these members is always brought whole. */
export const RESERVED: readonly string[] = [WHOLE, '__proto__']

/**
 * The value after the change. What did not change keeps its identity, and `before` stays as it is.
 * @throws {RangeError} the patch is of another value
 */
export function applyPatch<Value>(before: Value, patch: Patch): Value {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    return patch as Value
  const changes = Object.entries(patch)
  if (Object.hasOwn(patch, WHOLE) && changes.length === 1)
    return changes[0]![1] as Value
  if (typeof before !== 'object' || before === null)
    throw new RangeError('A patch of members is of an object or an array.')
  const after = (Array.isArray(before) ? [...before] : { ...before }) as Record<string, unknown>
  for (const [member, change] of changes) {
    if (!Object.hasOwn(before, member) || RESERVED.includes(member))
      throw new RangeError(`The patch is of a value that has ${JSON.stringify(member)}.`)
    after[member] = applyPatch(after[member], change)
  }
  return after as Value
}
