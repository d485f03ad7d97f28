const DAY_MS = 86_400_000

/**
 * `DY20261121-7-00012`: the day, the seed and the number of the case on that day; `group` keeps
 * cases apart that are numbered by themselves.
 */
export function caseIdOf(
  prefix: string,
  day: number,
  seed: number,
  index: number,
  group = '',
): string {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')
  return `${prefix}${date}-${seed}-${group}${String(index + 1).padStart(5, '0')}`
}
