import type { BulletinColumn, BulletinFigures } from '../../contract/bulletin.ts'
import type { DeskWords } from './words/desk-words.ts'
import { differenceText, shareText, sumText } from './value-text.ts'

export interface BulletinLine {
  counts: string[]
  rateTexts: { metric: string, text: string }[]
  /** Marked where it is of few reviews. */
  scoreText: string
  /** Of what is ranked by, against the day before. */
  changeText: string
}

/** A line of the official table as it is written. */
export function bulletinLine(
  figures: BulletinFigures & { change?: number | null },
  columns: readonly BulletinColumn[],
  words: DeskWords,
): BulletinLine {
  const { validReviews, rates, score, few, change = null } = figures
  return {
    counts: [
      figures.reported,
      figures.closed,
      validReviews,
      figures.contacted,
      figures.solved,
      figures.satisfied,
      figures.basicallySatisfied,
    ].map(sumText),
    rateTexts: columns.map(({ metric, smallestN }, i) => {
      const rate = rates[i]
      return {
        metric,
        text: rate === undefined || rate.value === null
          ? words.noReviews
          : shareText(rate, smallestN, words),
      }
    }),
    scoreText: score === null ? words.noValue : `${score.toFixed(2)}${few ? '*' : ''}`,
    changeText: change === null ? words.noValue : differenceText(change, 0, 'points', words),
  }
}
