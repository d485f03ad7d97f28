import type { City } from '../../../city/city.ts'
import type { WorkflowPanel } from '../../../contract/panels/workflow.ts'
import type { PanelFacts } from '../tick-facts.ts'

export function workflowPanel(scope: string, facts: PanelFacts, city: City): WorkflowPanel {
  const loads = facts.scope(scope).open('net').steps
  const today = facts.stepsToday(scope)
  return {
    steps: city.workflow.map(({ code, name }) => {
      const load = loads.find(candidate => candidate.step === code)
      return {
        code,
        name,
        open: load?.open ?? 0,
        overdue: load?.overdue ?? 0,
        today: today.find(row => row.step === code)?.cases ?? 0,
      }
    }),
  }
}
