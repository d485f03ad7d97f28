/** A tally as shares of its sum. */
export function sharesOf<K>(values: readonly K[]): Map<K, number> {
  const shares = new Map<K, number>()
  for (const value of values)
    shares.set(value, (shares.get(value) ?? 0) + 1 / values.length)
  return shares
}

/**
 * Total variation of two distributions, from 0 (the same) to 1 (nothing in common): the share of
 * the cases that would have to move to another class for the two to agree.
 */
export function totalVariation<K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): number {
  const keys = new Set([...a.keys(), ...b.keys()])
  return [...keys].reduce((sum, key) =>
    sum + Math.abs((a.get(key) ?? 0) - (b.get(key) ?? 0)), 0) / 2
}

/**
 * Kolmogorov and Smirnov's distance of two samples, from 0 to 1: the most by which the shares
 * below any one value differ.
 */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a.toSorted((p, q) => p - q), b.toSorted((p, q) => p - q)]
  let [i, j, most] = [0, 0, 0]
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!)
    while (x[i] === value)
      i += 1
    while (y[j] === value)
      j += 1
    most = Math.max(most, Math.abs(i / x.length - j / y.length))
  }
  return most
}
