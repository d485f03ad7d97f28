import type { Seams } from './seams.ts'
import { crosses } from './seams.ts'

/** A rectangle of the page, pixels. */
export interface Ink { left: number, top: number, right: number, bottom: number }

/** Something written that moves as a whole: a word, a figure, a row. */
export interface Piece {
  /** Rectangles of what is written in it. */
  inks: Ink[]
  /** Its panel: only what is in the same one can be in its way. */
  panel: unknown
  /** What it must not leave: its panel, or the list that cuts off what stands outside. */
  room: Ink
}

export interface Clearance {
  /** Pixels along the axis by which each piece moves, by its place in the list. */
  moves: Map<number, number>
  /** Pieces on a seam for which there is no free place. */
  stuck: number[]
}

const ENDS = { x: ['left', 'right'], y: ['top', 'bottom'] } as const
type Axis = keyof typeof ENDS
/** Pieces may push their neighbours, who push theirs, so far and no farther. */
const MOST_PUSHED = 40
/** Edges so near to one another are meant to be in line, pixels. */
const IN_LINE_PX = 2
/** Nearer than this two words in a line would read as one, pixels. */
const AIR_PX = 3
/** What is pushed aside goes so far from what pushes it, pixels. */
const APART_PX = { x: 6, y: 2 }

/**
 * Moves what stands on a seam of one axis beside it: to the nearer side where that is free or can
 * be made free by pushing neighbours on, else to the other, and never out of its panel.
 * Pieces are everything written, also what stands well: it is in the way. None moves by more than
 * `farthest` pixels; farther away it would belong to something else.
 */
export function clearSeams(
  pieces: readonly Piece[],
  seams: Seams,
  axis: Axis,
  farthest: number,
): Clearance {
  const moves = new Map<number, number>()
  const stuck: number[] = []
  const [low, high] = ENDS[axis]
  const on = (i: number) => pieces[i]!.inks
    .map(ink => moved(ink, axis, moves.get(i) ?? 0))
    .filter(ink => crosses(seams[axis], seams.half, ink[low], ink[high]))
  for (const [i, { panel }] of pieces.entries()) {
    const own = on(i)
    if (own.length === 0)
      continue
    // A column moves as one: its numbers stay in line.
    const crossing = pieces.flatMap((other, k) => other.panel === panel ? on(k) : [])
      .filter(ink => own.some(({ [low]: from, [high]: to }) =>
        Math.abs(ink[low] - from) < IN_LINE_PX || Math.abs(ink[high] - to) < IN_LINE_PX))
    // A figure of which one digit is on the seam has to bring the others along.
    const all = pieces[i]!.inks.map(ink => moved(ink, axis, moves.get(i) ?? 0))
    const found = [crossing, all]
      .flatMap(inks => waysOf(inks, seams, axis))
      .filter(by => Math.abs(by) <= farthest)
      .sort((a, b) => Math.abs(a) - Math.abs(b))
      .map(by => push(pieces, seams, axis, { moves, start: i, by }))
      .find(pushed => pushed !== null)
    if (found)
      found.forEach((by, k) => moves.set(k, by))
    else
      stuck.push(i)
  }
  return { moves, stuck }
}

/** To this side of a seam, or to that. */
function waysOf(inks: readonly Ink[], seams: Seams, axis: Axis): number[] {
  const [low, high] = ENDS[axis]
  const from = Math.min(...inks.map(ink => ink[low]))
  const to = Math.max(...inks.map(ink => ink[high]))
  return seams[axis]
    .filter(seam => crosses([seam], seams.half, from, to))
    .flatMap(seam => [seam - seams.half - to, seam + seams.half - from])
}

interface Push { moves: ReadonlyMap<number, number>, start: number, by: number }

/** Moves that make room for one; null where somebody would have to leave his panel. */
function push(
  pieces: readonly Piece[],
  seams: Seams,
  axis: Axis,
  { moves, start, by }: Push,
): Map<number, number> | null {
  const [low, high] = ENDS[axis]
  const next = new Map(moves)
  const queue: [number, number][] = [[start, (moves.get(start) ?? 0) + by]]
  for (let n = 0; queue.length > 0; n++) {
    const [i, wanted] = queue.shift()!
    if (n > MOST_PUSHED)
      return null
    next.set(i, wanted)
    const { inks, panel, room } = pieces[i]!
    const placed = inks.map(ink => moved(ink, axis, wanted))
    const stands = placed.every(ink => ink[low] >= room[low] && ink[high] <= room[high]
      && !crosses(seams[axis], seams.half, ink[low], ink[high]))
    if (!stands)
      return null
    for (const [k, other] of pieces.entries()) {
      if (k === i || other.panel !== panel)
        continue
      const at = next.get(k) ?? 0
      const need = Math.max(0, ...placed.flatMap(ink => other.inks
        .map(ink2 => moved(ink2, axis, at))
        .filter(ink2 => touch(ink, ink2))
        .map(ink2 => APART_PX[axis] + (by > 0 ? ink[high] - ink2[low] : ink2[high] - ink[low]))))
      if (need > 0 && k === start)
        return null
      if (need > 0)
        queue.push([k, at + Math.sign(by) * need])
    }
  }
  return next
}

function moved(ink: Ink, axis: Axis, by: number): Ink {
  const [low, high] = ENDS[axis]
  return { ...ink, [low]: ink[low] + by, [high]: ink[high] + by }
}

/** Side by side a word needs some air; lines have it already. */
function touch(a: Ink, b: Ink): boolean {
  return a.left < b.right + AIR_PX && b.left < a.right + AIR_PX
    && a.top < b.bottom && b.top < a.bottom
}
