import { emsOf } from '../format/text-width.ts'

export interface CaseTexts {
  what: string
  where: string
  /** The state, and what stands below it. */
  mark: string
  aside: string
}

export interface CaseLines {
  /** The state stands in the second line, and what was below it in the first. */
  swapped: boolean
  /** The title is written in the size of labels. */
  small: boolean
}

/** Design units, as the styles have them; a list of width 0 is not measured yet. */
const BODY = 24
const LABEL = 22
const FLOOR = 20
const GAP = 10
/** Padding and shape of a chip, shape and margin of what stands below it. */
const CHIP = 46
const ASIDE = 20

/** In the order in which they are wanted: a state that jumps between lines reads less calmly. */
const WAYS: readonly CaseLines[] = [
  { swapped: false, small: false },
  { swapped: false, small: true },
  { swapped: true, small: false },
  { swapped: true, small: true },
]

/**
 * How a case in a list is set so that its title and its place are whole; where nothing helps, so
 * that the least of them is cut.
 */
export function caseLines(texts: CaseTexts, units: number, lang: 'zh' | 'en'): CaseLines {
  const [plain] = WAYS as [CaseLines]
  if (units === 0)
    return plain
  const widthOf = (text: string, size: number) => emsOf(text, lang) * size
  const mark = texts.mark === '' ? 0 : widthOf(texts.mark, LABEL) + CHIP + GAP
  const aside = texts.aside === '' ? 0 : widthOf(texts.aside, FLOOR) + ASIDE + GAP
  const lost = ({ swapped, small }: CaseLines) => {
    const what = widthOf(texts.what, small ? LABEL : BODY) - units + (swapped ? aside : mark)
    const where = widthOf(texts.where, FLOOR) - units + (swapped ? mark : aside)
    return Math.max(0, what) + Math.max(0, where)
  }
  return WAYS.reduce((best, way) => lost(way) < lost(best) ? way : best, plain)
}
