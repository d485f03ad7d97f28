import { sensitiveCategories } from '../regions/sensitive-categories.ts'
import { useWall } from './useWall.ts'

/**
 * What a case is called on this wall: its title as the profile shortens it, else its category; to
 * visitors not everything.
 */
export function useCaseTitle(): (one: { title: string, category: string }) => string {
  const { profile, names, visit, t } = useWall()
  const hidden = visit ? sensitiveCategories(profile) : new Set<string>()
  return ({ title, category }) => hidden.has(category)
    ? t.hiddenTitle
    : title === '' ? names.category(category) : names.briefTitle(title)
}
