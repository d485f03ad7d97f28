import type { Random } from '../../simulator/generate/random.ts'

/**
 * Holds one item in `oneIn` back, until up to `atMost` others have passed. Nothing is lost, but a
 * reader that stops leaves out what is held back then.
 */
export function* displace<T>(
  items: Generator<T, never>,
  random: Random,
  oneIn: number,
  atMost: number,
): Generator<T, never> {
  const held = new Map<number, T[]>()
  for (let place = 0; ; place++) {
    const due = held.get(place)
    if (due !== undefined) {
      held.delete(place)
      yield* due
    }
    const item = items.next().value
    if (!random.chance(1 / oneIn)) {
      yield item
      continue
    }
    const until = place + 1 + Math.floor(random.next() * atMost)
    const others = held.get(until)
    if (others === undefined)
      held.set(until, [item])
    else
      others.push(item)
  }
}
