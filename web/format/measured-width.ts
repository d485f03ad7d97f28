const FACES = { digits: '"Barlow Semi Condensed"', han: '"Noto Sans SC Variable", sans-serif' }

let pen: CanvasRenderingContext2D | null | undefined

/**
 * How wide a text will be, as the browser writes it at just this size: letters may end on whole
 * pixels, so no other size tells. The faces are there when a scene is drawn, see `useFonts`.
 */
export function measuredWidth(text: string, face: keyof typeof FACES, px: number): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen)
    return 0
  pen.font = `600 ${px}px ${FACES[face]}`
  return pen.measureText(text).width
}
