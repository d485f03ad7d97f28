import type { Piece } from '../../../../web/layout/clear-seams.ts'
import { expect, it } from 'vitest'
import { clearSeams } from '../../../../web/layout/clear-seams.ts'

const seams = { x: [100], y: [50], half: 4 }
const room = { left: 0, top: 0, right: 200, bottom: 100 }

function word(left: number, right: number, top = 10): Piece {
  return { inks: [{ left, right, top, bottom: top + 20 }], panel: 'one', room }
}
function moves(pieces: Piece[], axis: 'x' | 'y' = 'x', farthest = 200) {
  const { moves, stuck } = clearSeams(pieces, seams, axis, farthest)
  return { moves: Object.fromEntries(moves), stuck }
}

it('leaves alone what stands beside the seams', () => {
  expect(moves([word(10, 96), word(104, 190)])).toEqual({ moves: {}, stuck: [] })
})

it('moves a word to the nearer side', () => {
  expect(moves([word(80, 110)])).toEqual({ moves: { 0: -14 }, stuck: [] })
  expect(moves([word(92, 130)])).toEqual({ moves: { 0: 12 }, stuck: [] })
  expect(moves([word(10, 60, 45)], 'y')).toEqual({ moves: { 0: 9 }, stuck: [] })
})

it('pushes neighbours on, who push theirs', () => {
  const { moves: found, stuck } = moves([word(92, 130), word(138, 150), word(154, 170)])
  expect(stuck).toEqual([])
  expect(found).toEqual({ 0: 12, 1: 10, 2: 12 })
})

it('takes the other side where the nearer one is taken', () => {
  expect(moves([word(92, 130), word(132, 196)]).moves).toEqual({ 0: -34 })
})

it('goes the farther way rather than push a heading out of its line', () => {
  const [heading, covers] = [{ ...word(10, 60), heads: true }, word(70, 104)]
  expect(moves([heading, covers]).moves).toEqual({ 1: 34 })
  // On a seam itself a heading leaves it, and where there is no other way it gives way.
  expect(moves([{ ...word(80, 110), heads: true }]).moves).toEqual({ 0: -14 })
  expect(moves([heading, covers, word(106, 190)]).moves).toEqual({ 0: -4, 1: -8 })
})

it('does not push out of the panel, over another seam, or too far: it says who is stuck', () => {
  expect(moves([word(4, 196)])).toEqual({ moves: {}, stuck: [0] })
  expect(moves([word(80, 110)], 'x', 10)).toEqual({ moves: {}, stuck: [0] })
  expect(moves([word(4, 60), word(62, 130), word(132, 196)]).stuck).toEqual([1])
})

it('brings all digits of a figure along', () => {
  const digits = [word(60, 90), word(90, 104), word(104, 116)]
  const figure = { inks: digits.flatMap(({ inks }) => inks), panel: 'one', room }
  expect(moves([figure])).toEqual({ moves: { 0: -20 }, stuck: [] })
})

it('moves a column as one, so that its numbers stay in line', () => {
  const column = [word(70, 110, 10), word(90, 110, 40), word(80, 110, 70)]
  expect(moves(column).moves).toEqual({ 0: -14, 1: -14, 2: -14 })
})

it('lets panels stand in each other\'s way no more than they do already', () => {
  const elsewhere = { ...word(104, 190), panel: 'another' }
  expect(moves([word(92, 130), elsewhere])).toEqual({ moves: { 0: 12 }, stuck: [] })
})

it('leaves a number behind that would pass the others of its axis', () => {
  // The heading, which has no room to the left, and the axis' first number begin in line.
  const [mark, heading] = [word(0, 30), word(40, 130)]
  const axis = [word(40, 50, 40), word(60, 70, 40)]
  expect(moves([mark, heading, ...axis])).toEqual({ moves: { 1: 64 }, stuck: [] })
  expect(moves([mark, heading, axis[0]!]).moves).toEqual({ 1: 64, 2: 64 })
})

it('moves all that begins in line in one part of a panel, also what stands beside the seam', () => {
  const step = { part: 'step' }
  const lines = [word(70, 110, 10), word(70, 90, 40), word(150, 170, 40)]
    .map(one => ({ ...one, ...step }))
  expect(moves(lines).moves).toEqual({ 0: -14, 1: -14 })
  // Where that has no room, each finds its own place.
  const narrow = lines.map(one => ({ ...one, room: { ...room, left: 60 } }))
  expect(moves([...narrow, { ...word(64, 68, 40), room: { ...room, left: 60 } }]).stuck).toEqual([])
})

it('keeps words of a wall of more pixels as far apart to the eye', () => {
  const words = [word(92, 130), word(138, 150)]
  const { moves: found } = clearSeams(words, seams, 'x', 200, 2)
  expect(found.get(1)).toBe(16)
})
