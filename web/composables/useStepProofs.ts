import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useWall } from './useWall.ts'

/** Where the numbers of a step of the workflow are proved; null: nothing opens. */
interface StepProofs {
  today: string | null
  open: string | null
  late: string | null
  stay: string | null
}

/** @param code of the step */
export function useStepProofs(code: () => string): ComputedRef<StepProofs> {
  const { proofHref } = useWall()
  return computed(() => {
    const step = code()
    return {
      today: proofHref('reported', 'todate', { counting: 'net', reached_today: step }),
      open: proofHref('open', 'today', { counting: 'net', step }),
      late: proofHref('overdue', 'today', { counting: 'net', step }),
      stay: proofHref('reported', 'todate', { counting: 'all', stay: step }),
    }
  })
}
