import type { City } from '../../../city/city.ts'
import type { BulletinBody, BulletinFigures } from '../../../contract/bulletin.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { CsvCell } from '../../csv.ts'
import { CSV_START, csvLine } from '../../csv.ts'

/** A share of fewer cases than the smallest n is written as n/m, one of none is empty. */
export function* bulletinCsv(bulletin: BulletinBody, { locale }: City): Generator<string> {
  const say = (zh: string, en: string): string => locale === 'en' ? en : `${zh} ${en}`
  const { rates, rankedBy, total } = bulletin
  yield CSV_START
  yield csvLine([
    say('单位', 'Unit'),
    say('代码', 'Code'),
    say('受理', 'Reported'),
    say('办结', 'Closed'),
    say('有效回访', 'Valid reviews'),
    say('联系', 'Contacted'),
    say('解决', 'Solved'),
    say('满意', 'Satisfied'),
    say('基本满意', 'Basically satisfied'),
    ...rates.map(({ label }) => say(label.zh, label.en)),
    say('综合成绩', 'Score'),
    say('名次', 'Rank'),
    say(`${rankedBy.label.zh}较前日`, `${rankedBy.label.en}, change`),
    say('名次较前日', 'Rank, change'),
  ])
  const figures = (found: BulletinFigures): CsvCell[] => [
    found.reported,
    found.closed,
    found.validReviews,
    found.contacted,
    found.solved,
    found.satisfied,
    found.basicallySatisfied,
    ...found.rates.map((rate, i) => rateCell(rate, rates[i]?.smallestN ?? 1)),
    found.score,
  ]
  for (const row of bulletin.rows) {
    const name = row.direct ? `${row.name} ${say('本级', 'itself')}` : row.name
    yield csvLine([name, row.code, ...figures(row), row.rank, row.change, row.rankChange])
  }
  const none = [null, null, null]
  yield csvLine([say('合计（汇总计算）', 'Total (pooled)'), bulletin.scope, ...figures(total.pooled), ...none])
  if (total.mean !== null)
    yield csvLine([say('合计（单位平均）', 'Total (mean of units)'), bulletin.scope, ...figures(total.mean), ...none])
}

function rateCell({ numerator, denominator, value }: MetricValue, smallestN: number): CsvCell {
  const few = denominator !== null && denominator < smallestN
  // A blank on both sides of the stroke keeps a spreadsheet from taking 11/12 for a date.
  return value === null || !few ? value : `${numerator} / ${denominator}`
}
