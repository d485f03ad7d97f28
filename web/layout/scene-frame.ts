import type { LayoutShape } from '../../contract/scene.ts'
import type { Room } from './panel-needs.ts'
import type { WallLayout } from './wall-layout.ts'
import { GUTTER } from './track-sizes.ts'

/** What stands round a scene, design units of the wall. */
export interface SceneFrame {
  header: number
  /** 0: the wall is too low for an alert bar; what calls for somebody stands in the header. */
  footer: number
  /** How many times as large as elsewhere type is in both. */
  scale: number
  /** Left for the scene itself. */
  room: Room
}

export const MARGIN = 24
const HEADER = 72
const FOOTER = 56
/** A portrait wall's header and alert bar have two rows. */
const TALL = { header: 112, footer: 108 }
const LOW_HEADER = 64
/**
 * On 48:9 both ends of header and alert bar stand as far from a reader as the panels there, whose
 * type is as many times as large.
 */
const TRIPLE_SCALE = 1.5

/** Heights of header and alert bar, and what is left between them. */
export function sceneFrame({ shape, width, height }: WallLayout): SceneFrame {
  const scale = shape === 'triple' ? TRIPLE_SCALE : 1
  const { header, footer } = bars(shape)
  const below = footer === 0 ? 0 : footer * scale
  return {
    header: header * scale,
    footer: below,
    scale,
    room: { width: width - 2 * MARGIN, height: height - header * scale - 2 * GUTTER - below },
  }
}

function bars(shape: LayoutShape): { header: number, footer: number } {
  if (shape === 'tall')
    return TALL
  return shape === 'low' ? { header: LOW_HEADER, footer: 0 } : { header: HEADER, footer: FOOTER }
}
