export const SLOWEST = 1
export const FASTEST = 3600
export const DEFAULT_SPEED = 60
/** What the speed keys go through; an address may name any speed between the ends. */
const SPEEDS = [1, 10, 60, 300, 600, 1440, 3600]
/** Five pictures a second are smooth for figures and bars; more would only be work. */
const PICTURE_MS = 200
/** A picture must arrive faster than it is shown, with something to spare. */
const SPARE = 1.25

/** Steps that fall on round times, seconds. */
const STEPS_S = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600]

/**
 * How far apart the moments are that are shown, milliseconds of the time played.
 * @param speed how many times faster than it was
 * @param loadMs how long one picture takes to come
 */
export function stepMs(speed: number, loadMs: number): number {
  const pictureMs = Math.max(PICTURE_MS, loadMs * SPARE)
  const wantedS = speed * pictureMs / 1000
  return 1000 * (STEPS_S.find(step => step >= wantedS) ?? STEPS_S.at(-1)!)
}

export function faster(speed: number): number {
  return SPEEDS.find(one => one > speed) ?? FASTEST
}

export function slower(speed: number): number {
  return SPEEDS.findLast(one => one < speed) ?? SLOWEST
}

/** A speed as an address names it; what makes no sense is the usual speed. */
export function readSpeed(text: string | null): number {
  const speed = Number(text)
  if (text === null || !(speed > 0))
    return DEFAULT_SPEED
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(speed)))
}
