import type { City } from '../../city/city.ts'
import type { Panels } from '../../contract/frame.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { FrameComputer, FrameContent } from '../ports.ts'
import type { Moment } from './moment.ts'
import type { TickFacts } from './tick-facts.ts'
import { momentOf } from './moment.ts'
import { categoriesPanel, channelsPanel } from './panels/breakdown.ts'
import { daysPanel } from './panels/days.ts'
import { hoursPanel } from './panels/hours.ts'
import { latestPanel } from './panels/latest.ts'
import { mapPanel } from './panels/map.ts'
import { overduePanel } from './panels/overdue.ts'
import { rankingPanel } from './panels/ranking.ts'
import { satisfactionPanel } from './panels/satisfaction.ts'
import { summaryPanel } from './panels/summary.ts'
import { workflowPanel } from './panels/workflow.ts'
import { partsOf } from './question.ts'
import { askTick } from './tick-facts.ts'

export interface FrameComputerOptions {
  city: City
  calendar: Calendar
  database: Database
  wallNow: () => number
}

/** Frames of any scopes from one set of questions: the cost hardly depends on how many. */
export function createFrameComputer(options: FrameComputerOptions): FrameComputer {
  const { city, calendar, database, wallNow } = options
  return {
    compute: async (scopes, nowMs) => {
      const moment = momentOf(nowMs, calendar, city.dueSoonHours)
      const facts = await askTick(
        { database, city, moment, scopes, parts: partsOf(scopes, city) },
        wallNow(),
      )
      const asOf = calendar.format(nowMs)
      return new Map(scopes.map((scope): [string, FrameContent] => [scope, {
        seq: facts.seq,
        asOf,
        panels: toPanels(scope, facts, moment, city),
      }]))
    },
  }
}

function toPanels(scope: string, facts: TickFacts, moment: Moment, city: City): Panels {
  return {
    summary: summaryPanel(scope, facts, moment, city),
    hours: hoursPanel(facts.hours.get(scope) ?? [], moment),
    days: daysPanel(facts.days(scope), moment, city),
    ranking: rankingPanel(scope, facts, city),
    workflow: workflowPanel(scope, facts, city),
    categories: categoriesPanel(facts.facets.get(scope) ?? [], city),
    channels: channelsPanel(facts.facets.get(scope) ?? [], city),
    satisfaction: satisfactionPanel(facts.scope(scope), city),
    latest: latestPanel(scope, facts, city),
    overdue: overduePanel(scope, facts, city),
    map: mapPanel(scope, facts, city),
  }
}
