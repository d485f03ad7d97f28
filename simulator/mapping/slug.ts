const APOSTROPHES = /['’]/g
const OTHERS = /[^\p{L}\p{N}]+/gu
const ENDS = /^-|-$/g

/** `Mayor's 24 Hour Hotline` as a code: `mayors-24-hour-hotline`. */
export function slug(text: string): string {
  return text.toLowerCase().replace(APOSTROPHES, '').replace(OTHERS, '-').replace(ENDS, '')
}
