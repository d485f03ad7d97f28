import type { WallSettings } from '../settings.ts'

/** Where displays of a wall meet, pixels of the page. */
export interface Seams {
  /** Distances from the left edge. */
  x: number[]
  /** Distances from the top. */
  y: number[]
  /** Half of the strip round a seam in which nothing may be written. */
  half: number
}

/** Readable ink keeps so far from the seam itself, pixels at least. */
const CLEAR_PX = 4

/** The seams of a wall of equal displays; none where it is one picture. */
export function seamsOf(
  { bezels, bezelMm, wallWidthMm }: Pick<WallSettings, 'bezels' | 'bezelMm' | 'wallWidthMm'>,
  width: number,
  height: number,
): Seams {
  if (bezels === null)
    return { x: [], y: [], half: 0 }
  const inner = (n: number, length: number) =>
    Array.from({ length: n - 1 }, (_, i) => length * (i + 1) / n)
  const pixelsPerMm = wallWidthMm === null ? width / 4800 : width / wallWidthMm
  return {
    x: inner(bezels.across, width),
    y: inner(bezels.down, height),
    half: Math.max(CLEAR_PX, bezelMm * pixelsPerMm / 2),
  }
}

/** Does the strip of a seam touch [from, to]? */
export function crosses(seams: readonly number[], half: number, from: number, to: number): boolean {
  return seams.some(seam => from < seam + half && to > seam - half)
}
