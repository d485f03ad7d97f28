import { expect, it } from 'vitest'
import { calloutStyle, mapStage } from '../../../../web/map/map-stage.ts'
import { mostLate } from '../../../../web/map/most-late.ts'
import { pointMarks } from '../../../../web/map/point-marks.ts'

const stage = { width: 900, height: 584 }
const project = ([lon = 0, lat = 0]: readonly number[]) => ({ x: lon, y: lat })
function point(lon: number, n: number, state: 'overdue' | 'due_soon' | 'open') {
  return { lon, lat: 10, n, state }
}

function marksOf(points: ReturnType<typeof point>[], on = stage) {
  return pointMarks({ points, cell: 5 }, project, on)
}

it('draws the worst on top, and larger', () => {
  const marks = marksOf([point(100, 1, 'overdue'), point(200, 1, 'open')])
  expect(marks.map(mark => mark.state)).toEqual(['open', 'overdue'])
  expect(marks[1]!.size).toBeGreaterThan(marks[0]!.size)
})

it('makes a mark of more cases larger, but never covers the city with one', () => {
  const [one, ten, many] = marksOf(
    [point(100, 1, 'open'), point(200, 10, 'open'), point(300, 1e6, 'open')],
  ).map(mark => mark.size).sort((a, b) => a - b)
  expect(ten).toBeGreaterThan(one!)
  expect(many).toBeLessThanOrEqual(one! * 2.2)
})

it('leaves out a place that is not on the drawing', () => {
  expect(marksOf([point(-50, 1, 'open')])).toEqual([])
})

it('gathers marks of one state that would cover one another, and loses no case', () => {
  const crowd = Array.from({ length: 40 }, (_, i) => point(100 + 5 * i, 3, 'overdue'))
  const marks = marksOf([...crowd, point(110, 2, 'open')])
  const late = marks.filter(mark => mark.state === 'overdue')
  expect(late.reduce((sum, mark) => sum + mark.n, 0)).toBe(120)
  expect(late.length).toBeLessThan(12)
  // Each says which cells of the map its cases lie in.
  expect(late.flatMap(mark => mark.cells).sort())
    .toEqual(Array.from({ length: 40 }, (_, i) => `${20 + i}:2`))
  const gaps = late.flatMap((a, i) => late.slice(i + 1).map(b =>
    Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) - a.size - b.size))
  expect(Math.min(...gaps)).toBeGreaterThan(0)
  expect(marks.filter(mark => mark.state === 'open')).toMatchObject([{ n: 2 }])
})

it('makes a mark of several late cases wide enough for its number', () => {
  const [mark] = marksOf([point(100, 128, 'overdue')], { width: 900, height: 300 })
  expect(mark!.size * 2).toBeGreaterThan(3 * 10)
})

it('labels the areas with most overdue cases first', () => {
  const area = (code: string, overdue: number, open: number) =>
    ({ code, name: code, overdue, open, rate: null })
  expect(mostLate([area('a', 0, 9), area('b', 4, 5), area('c', 0, 20)], 2)).toEqual(['b', 'c'])
})

it('gives few children cards of two lines, many one line, and none more than twelve', () => {
  expect(calloutStyle(7, 944, 584)).toMatchObject({ full: true, max: 7 })
  expect(calloutStyle(22, 944, 584)).toMatchObject({ full: false, max: 12 })
  expect(calloutStyle(7, 944, 380).full).toBe(false)
})

it('gives names more room where the plate leaves some', () => {
  expect(calloutStyle(22, 944, 584).width).toBe(252)
  expect(calloutStyle(22, 1930, 770).width).toBe(300)
})

it.each([[944, 584], [720, 410], [800, 220], [1930, 770]])(
  'keeps room for the plate between the cards of %i x %i',
  (width, height) => {
    const { plate, cards } = mapStage(width, height, 216)
    expect(plate.width).toBeGreaterThan(150)
    expect(plate.x).toBeGreaterThan(cards.x + 216)
    expect(plate.x + plate.width).toBeLessThan(cards.x + cards.width - 216)
  },
)
