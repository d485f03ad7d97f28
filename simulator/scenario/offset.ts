const MINUTE_MS = 60_000

/** Milliseconds of `HH:mm`; hours may go beyond 24. */
export function offsetMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE_MS
}
