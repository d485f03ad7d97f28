import type { LateCaseEntry } from '../panels/late-cases.ts'
import type { CaseTexts } from '../parts/case-lines.ts'
import { durationText } from '../format/duration.ts'
import { caseWhere } from '../parts/case-where.ts'
import { useCaseTitle } from './useCaseTitle.ts'
import { useWall } from './useWall.ts'

/** What a late or nearly late case says: what and how late, where and who has it. */
export function useLateCase(): (one: LateCaseEntry) => CaseTexts {
  const { t, asOfMs } = useWall()
  const titleOf = useCaseTitle()
  return ({ late, item }) => {
    const distance = durationText(asOfMs.value - Date.parse(item.dueAt), t)
    return {
      what: titleOf(item),
      where: caseWhere(item),
      mark: late ? t.overdue.late(distance) : t.overdue.left(distance),
      aside: item.urgedLevel > 0 ? t.overdue.urged(item.urgedLevel) : '',
    }
  }
}
