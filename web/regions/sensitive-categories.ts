import type { ProfileBody } from '../../contract/profile.ts'

/** Categories that are sensitive themselves or lie below one that is. */
export function sensitiveCategories(
  { categories }: Pick<ProfileBody, 'categories'>,
): ReadonlySet<string> {
  const found = new Set<string>()
  // Parents come first.
  for (const { code, parent, sensitive } of categories) {
    if (sensitive === true || (parent !== null && found.has(parent)))
      found.add(code)
  }
  return found
}
