import type { LayoutShape } from '../../contract/scene.ts'

/** Smallest type of the design, in its own units: one unit is one pixel of 1920x1080. */
export const DESIGN_FLOOR = 20
/** A hanzi needs half a degree of the reader's eye; its ink is about 0.92 of the em. */
const READABLE_DEGREES = 0.5
const INK_OF_EM = 0.92

/**
 * How much a wall can say: full, half the panels, or three zones, as its millimetres a pixel at
 * 1080 lines allow.
 */
export type DensityTier = 'L' | 'M' | 'S'

const TIERS: Record<LayoutShape, DensityTier> = {
  standard: 'L',
  wide: 'L',
  triple: 'L',
  tall: 'L',
  short: 'M',
  low: 'S',
}

export interface WallLayout {
  /** Pixels of one design unit. */
  unit: number
  /** Smallest type on this wall, pixels. */
  floorPx: number
  shape: LayoutShape
  tier: DensityTier
  /** Size of the wall in design units. */
  width: number
  height: number
}

export interface WallSize {
  /** Pixels. */
  width: number
  height: number
  wallWidthMm: number | null
  viewDistanceM: number
}

/**
 * Chooses unit and grid. Without the wall's physical width the picture is taken for the 4.8 m wide
 * 16:9 design or a multiple of it; with it, type grows until it is readable from the distance.
 */
export function computeLayout(size: WallSize): WallLayout {
  // A portrait wall is the design on its side.
  const [across, down] = size.height > size.width ? [1080, 1920] : [1920, 1080]
  const fitted = Math.min(size.height / down, size.width / across)
  const unit = Math.max(fitted, readablePx(size) / DESIGN_FLOOR)
  const width = size.width / unit
  const height = size.height / unit
  const shape = shapeOf(width, height)
  return { unit, floorPx: DESIGN_FLOOR * unit, shape, tier: TIERS[shape], width, height }
}

/** The layout of a part of the wall whose unit is `scale` times as large. */
export function scaledLayout(layout: WallLayout, scale: number): WallLayout {
  const { unit, floorPx, width, height } = layout
  return {
    ...layout,
    unit: unit * scale,
    floorPx: floorPx * scale,
    width: width / scale,
    height: height / scale,
  }
}

function readablePx({ width, wallWidthMm, viewDistanceM }: WallSize): number {
  if (wallWidthMm === null)
    return 0
  const millimetres = viewDistanceM * 1000 * Math.tan(READABLE_DEGREES * Math.PI / 180)
  return millimetres / (wallWidthMm / width) / INK_OF_EM
}

/** Three pictures side by side, and the outer ones with larger type: narrower they have no room. */
const THIRDS = 5000

function shapeOf(width: number, height: number): LayoutShape {
  if (height > width)
    return 'tall'
  // Below this the left and right columns cannot hold two panels above one another.
  if (height < 760)
    return height < 440 ? 'low' : 'short'
  const ratio = width / height
  if (ratio >= 4.4 && width >= THIRDS)
    return 'triple'
  return ratio >= 2.8 ? 'wide' : 'standard'
}
