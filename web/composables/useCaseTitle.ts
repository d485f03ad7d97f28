import { sensitiveCategories } from '../regions/sensitive-categories.ts'
import { useWall } from './useWall.ts'

/** What a case is called on this wall: its title, else its category; to visitors not everything. */
export function useCaseTitle(): (one: { title: string, category: string }) => string {
  const { profile, visit, t } = useWall()
  const names = new Map(profile.categories.map(({ code, name }) => [code, name]))
  const hidden = visit ? sensitiveCategories(profile) : new Set<string>()
  return ({ title, category }) => hidden.has(category)
    ? t.hiddenTitle
    : title || (names.get(category) ?? category)
}
