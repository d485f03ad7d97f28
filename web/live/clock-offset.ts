/** One question to the server's clock. `sent` and `received` are of the screen's steady clock. */
export interface ClockSample {
  sent: number
  received: number
  serverNow: number
}

/**
 * Milliseconds to add to the screen's steady clock to get the server's; null without samples.
 * The median: one answer held up on its way does not move it.
 */
export function clockOffset(samples: readonly ClockSample[]): number | null {
  const offsets = samples
    .map(({ sent, received, serverNow }) => serverNow - (sent + received) / 2)
    .sort((a, b) => a - b)
  const middle = offsets.length / 2
  if (offsets.length === 0)
    return null
  return offsets.length % 2 === 1
    ? offsets[Math.floor(middle)]!
    : (offsets[middle - 1]! + offsets[middle]!) / 2
}
