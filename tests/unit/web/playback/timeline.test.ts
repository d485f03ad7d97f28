import { expect, it } from 'vitest'
import { keptShares, labelledMs, momentOf, shareOf } from '../../../../web/playback/timeline.ts'

const HOUR_MS = 3_600_000
const day = { fromMs: 0, toMs: 24 * HOUR_MS }

it('leads from a moment to its place and back, and stays on the line', () => {
  expect(shareOf(day, 6 * HOUR_MS)).toBe(0.25)
  expect(momentOf(day, 0.25)).toBe(6 * HOUR_MS)
  expect([shareOf(day, -1), shareOf(day, 1e12)]).toEqual([0, 1])
  expect([momentOf(day, -1), momentOf(day, 2)]).toEqual([day.fromMs, day.toMs])
})

it('joins kept frames into stretches and leaves gaps where nobody computed', () => {
  const every = (from: number, to: number) =>
    Array.from({ length: (to - from) * 30 }, (_, i) => from * HOUR_MS + i * HOUR_MS / 30)
  const shares = keptShares(day, [...every(-1, 1), ...every(6, 12)])
  expect(shares.map(({ from, to }) => [from, to].map(share => Math.round(share * 24))))
    .toEqual([[0, 1], [6, 12]])
  expect(keptShares(day, [])).toEqual([])
})

it('labels every fourth hour of days of any length', () => {
  const hours = (length: number) =>
    labelledMs({ fromMs: 0, toMs: length * HOUR_MS }).map(at => at / HOUR_MS)
  expect(hours(24)).toEqual([0, 4, 8, 12, 16, 20])
  expect(hours(25)).toEqual([0, 4, 8, 12, 16, 20, 24])
})
