/** Tokens that fill up with time: `perSecond` messages on average, twice that in a burst. */
export function createMessageBudget(perSecond: number, now: () => number): () => boolean {
  const most = perSecond * 2
  let left = most
  let filledAt = now()
  return function take() {
    const at = now()
    left = Math.min(most, left + (at - filledAt) / 1000 * perSecond)
    filledAt = at
    if (left < 1)
      return false
    left--
    return true
  }
}
