import type { Random } from './random.ts'

/** Picks items in proportion to their weights, in logarithmic time. */
export class Weighted<T> {
  readonly #sums: Float64Array

  /** Throws RangeError when no weight is above 0. */
  constructor(readonly items: readonly T[], weight: (item: T) => number) {
    let sum = 0
    this.#sums = Float64Array.from(items, item => sum += weight(item))
    if (!(sum > 0))
      throw new RangeError('no item has a weight above 0')
  }

  pick(random: Random): T {
    const target = random.next() * this.#sums.at(-1)!
    let [low, high] = [0, this.#sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sums[middle]! > target)
        high = middle
      else
        low = middle + 1
    }
    return this.items[low]!
  }
}
