import { emsOf } from '../format/text-width.ts'

export interface CaseTexts {
  what: string
  where: string
  /** The state, and what stands below it. */
  mark: string
  aside: string
}

export interface CaseLines {
  /**
   * Where the state stands: `plain` above what belongs to it, `swapped` below that, `below` beside
   * it in the second line, so that the title has the first alone; `tall` as plain, with a title of
   * two lines and the place in a third.
   */
  form: 'plain' | 'swapped' | 'below' | 'tall'
  /** The title is written in the size of labels. */
  small: boolean
}

/** Design units, as the styles have them; a list of width 0 is not measured yet. */
const BODY = 24
const LABEL = 22
const FLOOR = 20
const GAP = 10
/** Padding and shape of a chip, measured: letters of times are wider than others. */
const CHIP = { zh: 36, en: 48 }
/** Shape and margin of what stands below it. */
const ASIDE = 28
/** Of two lines so much is written on: they end with a whole sign, or a whole word. */
const FILLED = { zh: 0.94, en: 0.86 }

export const PLAIN_LINES: CaseLines = { form: 'plain', small: false }
/** In the order in which they are wanted: a state that jumps between lines reads less calmly. */
const WAYS: readonly CaseLines[] = (['plain', 'swapped', 'below'] as const)
  .flatMap(form => [{ form, small: false }, { form, small: true }])
const TALL_WAYS: readonly CaseLines[] = [
  { form: 'tall', small: false },
  { form: 'tall', small: true },
]

/**
 * How a case in a list is set so that its title and its place are whole: in two lines if they can
 * be, else in three; where nothing helps, so that the least of them is cut.
 */
export function caseLines(texts: CaseTexts, units: number, lang: 'zh' | 'en'): CaseLines {
  if (units === 0)
    return PLAIN_LINES
  const lost = lossOf(texts, units, lang)
  const best = leastOf(WAYS, lost)
  return lost(best) === 0 ? best : leastOf([best, ...TALL_WAYS], lost)
}

/** The same of a list that has no room for a third line. */
export function twoCaseLines(texts: CaseTexts, units: number, lang: 'zh' | 'en'): CaseLines {
  return units === 0 ? PLAIN_LINES : leastOf(WAYS, lossOf(texts, units, lang))
}

type Loss = (way: CaseLines) => number

function leastOf(ways: readonly CaseLines[], lost: Loss): CaseLines {
  return ways.reduce((best, way) => lost(way) < lost(best) ? way : best)
}

/** How much of title and place has no room, design units. */
function lossOf(texts: CaseTexts, units: number, lang: 'zh' | 'en'): Loss {
  const widthOf = (text: string, size: number) => emsOf(text, lang) * size
  const mark = texts.mark === '' ? 0 : widthOf(texts.mark, LABEL) + CHIP[lang] + GAP
  const aside = texts.aside === '' ? 0 : widthOf(texts.aside, FLOOR) + ASIDE + GAP
  const taken = {
    plain: [mark, aside],
    swapped: [aside, mark],
    below: [0, mark + aside],
    tall: [Math.max(mark, aside), 0],
  } as const
  return ({ form, small }) => {
    const [first, second] = taken[form]
    const room = form === 'tall' ? 2 * FILLED[lang] * (units - first) : units - first
    const what = widthOf(texts.what, small ? LABEL : BODY) - room
    const where = widthOf(texts.where, FLOOR) - units + second
    return Math.max(0, what) + Math.max(0, where)
  }
}
