/**
 * `latest` lists what came in, in the order of its coming: with today's knowledge that order is
 * another one, and no number of it counts cases.
 */
const NOT_COMPARED = new Set(['latest'])
/** What frames of an older server do not say: that they are silent is no other number. */
const SAID_LATER = new Set(['onTimeMet', 'onTimeOf'])
/** Middles of map points are sums of doubles, added in any order. */
const TOLERANCE = 1e-9

/** Panels of both frames whose numbers differ, by name. Texts are not compared. */
export function differingPanels(
  then: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(now)
    .filter(name => name in then && !NOT_COMPARED.has(name) && differ(then[name], now[name]))
}

function differ(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) > TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b))
  if (Array.isArray(a) && Array.isArray(b))
    return a.length !== b.length || a.some((item, i) => differ(item, b[i]))
  if (isObject(a) && isObject(b)) {
    return Object.keys({ ...a, ...b })
      .filter(key => key in a || !SAID_LATER.has(key))
      .some(key => differ(a[key], b[key]))
  }
  // A number against null, or a list against nothing: one of them knows less.
  return isCounted(a) || isCounted(b)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCounted(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null)
}
