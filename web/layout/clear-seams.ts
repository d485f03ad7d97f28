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
  /** The figure or step it is a part of, which reads alone: what is in line there moves as one. */
  part?: unknown
  /** Stands where all of its panel begins: what is beside it rather goes the other way. */
  heads?: boolean
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
/** What is pushed aside goes so far from what pushes it, pixels of a wall of 1080. */
const APART_PX = { x: 6, y: 2 }

/**
 * Moves what stands on a seam of one axis beside it: to the nearer side where that is free or can
 * be made free by pushing neighbours on, else to the other, and never out of its panel.
 * Pieces are everything written, also what stands well: it is in the way. None moves by more than
 * `farthest` pixels; farther away it would belong to something else. On a wall of twice as many
 * pixels, of `scale` 2, words need twice as many between them.
 */
export function clearSeams(
  pieces: readonly Piece[],
  seams: Seams,
  axis: Axis,
  farthest: number,
  scale = 1,
): Clearance {
  const moves = new Map<number, number>()
  const stuck: number[] = []
  const [low, high] = ENDS[axis]
  const placed = (i: number) =>
    pieces[i]!.inks.map(ink => moved(ink, axis, moves.get(i) ?? 0))
  const on = (i: number) => placed(i)
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
    const all = placed(i)
    const column = axis === 'x' ? inLine(pieces, i, axis, moves) : [i]
    const columns = column.length < 2
      ? []
      : waysOf(column.flatMap(k => placed(k)), seams, axis).map(by => ({ starts: column, by }))
    const alone = [crossing, all]
      .flatMap(inks => waysOf(inks, seams, axis))
      .map(by => ({ starts: [i], by }))
    const ways = [columns, alone]
      .flatMap(found => found
        .filter(({ by }) => Math.abs(by) <= farthest)
        .sort((a, b) => Math.abs(a.by) - Math.abs(b.by)))
      .flatMap(({ starts, by }) => {
        const pushed = push(pieces, seams, axis, { moves, scale, starts, by })
        return pushed === null ? [] : [{ starts, pushed }]
      })
    // With all of its line a heading may move, but nothing pushes it out of that.
    const found = (ways.find(({ starts, pushed }) => pieces.every(({ heads }, k) =>
      !heads || starts.includes(k) || pushed.get(k) === moves.get(k))) ?? ways[0])?.pushed
    if (found)
      found.forEach((by, k) => moves.set(k, by))
    else
      stuck.push(i)
  }
  return { moves, stuck }
}

/**
 * What begins in line with a piece in the same part of its panel, else what ends so; itself among
 * them. A panel without parts is one.
 */
function inLine(
  pieces: readonly Piece[],
  own: number,
  axis: Axis,
  moves: ReadonlyMap<number, number>,
): number[] {
  const { part, panel } = pieces[own]!
  const [low, high] = ENDS[axis]
  const ends = (i: number) => {
    const inks = pieces[i]!.inks.map(ink => moved(ink, axis, moves.get(i) ?? 0))
    const from = Math.min(...inks.map(ink => ink[low]))
    return { from, to: Math.max(...inks.map(ink => ink[high])) }
  }
  const { from, to } = ends(own)
  const near = (a: number, b: number) => Math.abs(a - b) < IN_LINE_PX
  const all = pieces.flatMap((piece, i) => piece.part === part && piece.panel === panel ? [i] : [])
  const before = all.filter(i => near(ends(i).from, from))
  return before.length > 1 ? before : all.filter(i => near(ends(i).to, to))
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

interface Push {
  moves: ReadonlyMap<number, number>
  /** What moves as one. */
  starts: readonly number[]
  by: number
  scale: number
}

/**
 * Moves that make room for some; null where somebody would have to leave his panel, or pass another
 * in his line: an axis whose zero stands between its numbers would lie.
 */
function push(
  pieces: readonly Piece[],
  seams: Seams,
  axis: Axis,
  { moves, starts, by, scale }: Push,
): Map<number, number> | null {
  const [low, high] = ENDS[axis]
  const next = new Map(moves)
  const queue = starts.map((i): [number, number] => [i, (moves.get(i) ?? 0) + by])
  queue.forEach(([i, wanted]) => next.set(i, wanted))
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
      if (k === i || other.panel !== panel || (starts.includes(i) && starts.includes(k)))
        continue
      const at = next.get(k) ?? 0
      const need = Math.max(0, ...placed.flatMap(ink => other.inks
        .map(ink2 => moved(ink2, axis, at))
        .filter(ink2 => touch(ink, ink2))
        .map(ink2 => by > 0 ? ink[high] - ink2[low] : ink2[high] - ink[low])
        .map(over => scale * APART_PX[axis] + over)))
      if (need > 0 && starts.includes(k))
        return null
      if (need > 0)
        queue.push([k, at + Math.sign(by) * need])
    }
  }
  return passes(pieces, axis, next) ? null : next
}

/** Does anything come to stand on the other side of something in its line? */
function passes(
  pieces: readonly Piece[],
  axis: Axis,
  moves: ReadonlyMap<number, number>,
): boolean {
  const [low, high] = ENDS[axis]
  const across = ENDS[axis === 'x' ? 'y' : 'x']
  const passed = (own: Ink, other: Ink, by: number): boolean => {
    if (own[across[0]] >= other[across[1]] || other[across[0]] >= own[across[1]])
      return false
    return own[high] <= other[low]
      ? own[high] + by > other[low] + AIR_PX
      : other[high] <= own[low] && own[low] + by < other[high] - AIR_PX
  }
  return Array.from(moves).some(([i, by]) => pieces.some((other, k) => {
    const apart = by - (moves.get(k) ?? 0)
    return apart !== 0 && other.panel === pieces[i]!.panel
      && pieces[i]!.inks.some(own => other.inks.some(ink => passed(own, ink, apart)))
  }))
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
