export interface TargetBar {
  /** Where the bar begins and how long it is, as shares of the track. */
  from: number
  length: number
  /** Where the target stands on the track. */
  target: number
  /** Beyond the limit at which the wall warns. */
  warns: boolean
}

/**
 * A rate as its distance from the target: the bar begins at the target, which is the distance's
 * zero, so that 98.7 % and 99.4 % differ to the eye and no axis is cut.
 * @param value the rate
 * @param limits what it should be, and from where on the wall warns
 * @param limits.target a ratio
 * @param limits.warning a ratio
 * @param span the largest distance of the list, a ratio
 */
export function targetBar(
  value: number,
  limits: { target: number, warning: number },
  span: number,
): TargetBar {
  const { target, warning } = limits
  const room = Math.max(span, 0.005)
  // Shortfalls are what is looked for: they get most of the track.
  const zero = 0.7
  const reach = value < target ? zero : 1 - zero
  const length = Math.min(1, Math.abs(value - target) / room) * reach
  return {
    from: value < target ? zero - length : zero,
    length,
    target: zero,
    warns: value < warning,
  }
}
