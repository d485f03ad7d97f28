import type { ProfileBody } from '../../contract/profile.ts'

/** Does this city ask people how satisfied they are? Without that step there is no rate. */
export function hasReviews({ workflow }: Pick<ProfileBody, 'workflow'>): boolean {
  return workflow.some(step => step.events.includes('reviewed'))
}
