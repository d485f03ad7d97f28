import { expect, it } from 'vitest'
import { summaryTracks } from '../../../../web/panels/summary-tracks.ts'

const strip = { width: 1872, block: 448, cells: 5, least: 240 }

it('keeps block and figures where one of these ends on every seam', () => {
  // Of four displays: the block ends at the first seam.
  expect(summaryTracks({ ...strip, seams: [456, 936, 1416] }))
    .toEqual({ cells: 5, widths: [448, 244, 244, 240, 240, 456] })
  expect(summaryTracks({ ...strip, seams: [] })).toBeNull()
})

it('lets the block reach to a seam that would cross a figure, and the last figure go', () => {
  expect(summaryTracks({ ...strip, seams: [616, 1256] }))
    .toEqual({ cells: 4, widths: [616, 320, 320, 308, 308] })
})

it('has fewer seams at ends of figures where the block would be too wide', () => {
  const tracks = summaryTracks({ ...strip, block: 300, seams: [500, 1256] })
  expect(tracks?.widths[0]).toBe(300)
  expect(tracks?.cells).toBe(5)
})
