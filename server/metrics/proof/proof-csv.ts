import type { City } from '../../../city/city.ts'
import type { ProofBody, ToldOfCase } from '../../../contract/proof.ts'
import { CSV_START, csvLine } from '../../csv.ts'

/** Column titles: Chinese first, English second; a city that speaks English has the second only. */
const TITLES = [
  ['工单号', 'Case'],
  ['标题', 'Title'],
  ['辖区代码', 'Region code'],
  ['辖区', 'Region'],
  ['类别', 'Category'],
  ['渠道', 'Channel'],
  ['部门', 'Department'],
  ['环节', 'Step'],
  ['受理时间', 'Reported'],
  ['截止时间', 'Due'],
  ['办结时间', 'Closed'],
  ['回访时间', 'Reviewed'],
  ['满意度', 'Satisfaction'],
  ['已剔除', 'Excluded'],
  ['计入时间', 'Counted at'],
  ['计入项', 'Counts as'],
  ['计入量', 'Weight'],
] as const

/** What the ledger tells of a case, where the number is narrowed to that. */
const TOLD_TITLES = {
  duration: [
    ['开始时间', 'Began'],
    ['结束时间', 'Ended'],
    ['用时毫秒', 'Milliseconds'],
  ],
  minute: [
    ['件次', 'Events'],
    ['流转记录', 'Ledger'],
  ],
} as const

/** All cases of a part as CSV, line by line. */
export function* proofCsv(proof: ProofBody, city: City): Generator<string> {
  const steps = new Map(city.workflow.map(({ code, name }) => [code, name]))
  yield CSV_START
  const by = proof.told && (proof.told.by === 'minute' ? 'minute' : 'duration')
  const titles = [...TITLES, ...by === null ? [] : TOLD_TITLES[by]]
  yield csvLine(titles.map(([zh, en]) => city.locale === 'en' ? en : `${zh} ${en}`))
  for (const one of proof.cases) {
    yield csvLine([
      one.caseId,
      one.title,
      one.region,
      city.regions.get(one.region)?.name ?? '',
      city.categories.get(one.category)?.name ?? one.category,
      city.channels.get(one.channel)?.name ?? one.channel,
      one.department,
      steps.get(one.step) ?? one.step,
      one.reportedAt,
      one.dueAt,
      one.closedAt,
      one.reviewedAt,
      one.satisfaction,
      one.excluded ? 1 : 0,
      one.countedAt,
      one.terms.map(({ measure }) => measure).join(' '),
      one.weight,
      ...one.told === null ? [] : toldCells(one.told, by),
    ])
  }
}

function toldCells(
  { from, to, milliseconds, count, events }: ToldOfCase,
  by: 'minute' | 'duration' | null,
): (string | number)[] {
  return by === 'duration'
    ? [from, to, milliseconds]
    : [count, events.map(({ seq, type, at }) => `${seq} ${type} ${at}`).join('; ')]
}
