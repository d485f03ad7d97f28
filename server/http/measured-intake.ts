import type { Intake } from '../ports.ts'
import type { Measurements } from './measurements.ts'
import { toAppError } from '../error-answer.ts'

/** The same intake, counted. */
export function createMeasuredIntake(intake: Intake, measurements: Measurements): Intake {
  intake.onLoaded(() => {
    const { lastLoadMs } = intake.status()
    if (lastLoadMs !== null)
      measurements.loaded(lastLoadMs)
  })
  return {
    ...intake,
    async submit(input) {
      try {
        const answer = await intake.submit(input)
        measurements.submitted(input.source, answer)
        return answer
      }
      catch (error) {
        measurements.refused(input.source, toAppError(error).code)
        throw error
      }
    },
  }
}
