export interface ChaosShares {
  /** Sent twice, the second time a while later. */
  duplicate: number
  /** Overtaken by up to a hundred others. */
  displaced: number
  /** Held back until a good part of the stream has passed. */
  late: number
}

/** The items in an order as bad networks make it; nothing is lost. */
export function chaos<T>(items: readonly T[], random: () => number, shares: ChaosShares): T[] {
  const { duplicate, displaced, late } = shares
  const sent = items.flatMap((item, i) => {
    const kind = random()
    const hold = kind < late
      ? random() * items.length / 2
      : kind < late + displaced ? random() * 100 : 0
    const first = { item, place: i + hold }
    return random() < duplicate ? [first, { item, place: first.place + random() * 500 }] : [first]
  })
  return sent.sort((a, b) => a.place - b.place).map(({ item }) => item)
}
