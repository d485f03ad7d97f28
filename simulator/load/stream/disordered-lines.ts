import type { RejectionCode } from '../../../contract/intake.ts'
import type { Random } from '../../generate/random.ts'
import type { BadLine } from './bad-lines.ts'
import type { ChaosShares } from './chaos-shares.ts'

/** A line as it is sent, without its end. */
export type Line
  = | { kind: 'event' | 'copy', text: string }
    | { kind: 'bad', text: string, code: RejectionCode }

export interface DisorderedLines {
  next: () => Line
  /** Takes no new events and answers all that was held back, in the order of its time. */
  drain: () => Line[]
}

const LATE_LINES = 20_000
const SHUFFLE_LINES = 100
const COPY_LINES = 2000

/** Lines in an order as bad networks make it; nothing is lost, once it is drained. */
export function disorderLines(
  nextEvent: () => string,
  nextBad: (random: Random) => BadLine,
  shares: ChaosShares,
  random: Random,
): DisorderedLines {
  const held = new Map<number, Line[]>()
  /** Lines whose time has come. */
  let ready: Line[] = []
  let place = 0

  function hold(line: Line, atMost: number): void {
    const until = place + 1 + Math.floor(random.next() * atMost)
    const others = held.get(until)
    if (others === undefined)
      held.set(until, [line])
    else
      others.push(line)
  }

  function draw(): void {
    place++
    const due = held.get(place)
    if (due !== undefined) {
      held.delete(place)
      ready.push(...due)
    }
    if (random.chance(shares.bad))
      ready.push({ kind: 'bad', ...nextBad(random) })
    const line: Line = { kind: 'event', text: nextEvent() }
    if (random.chance(shares.dup))
      hold({ kind: 'copy', text: line.text }, COPY_LINES)
    const kind = random.next()
    if (kind < shares.late)
      hold(line, LATE_LINES)
    else if (kind < shares.late + shares.shuffle)
      hold(line, SHUFFLE_LINES)
    else
      ready.push(line)
  }

  return {
    next() {
      while (ready.length === 0)
        draw()
      return ready.shift()!
    },
    drain() {
      const places = [...held.keys()].sort((a, b) => a - b)
      const rest = [...ready, ...places.flatMap(at => held.get(at)!)]
      held.clear()
      ready = []
      return rest
    },
  }
}
