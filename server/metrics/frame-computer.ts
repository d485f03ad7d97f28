import type { City } from '../../city/city.ts'
import type { Panels } from '../../contract/frame.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { FrameComputer, FrameContent } from '../ports.ts'
import type { Moment } from './moment.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { TickFacts } from './tick-facts.ts'
import { createKeptAnswers, TIMED_KINDS } from './kept-answers.ts'
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
import { askPassedDeadlines } from './questions/passed-deadlines.ts'
import { askTick } from './tick-facts.ts'

export interface FrameComputerOptions {
  city: City
  calendar: Calendar
  database: Database
  wallNow: () => number
  /** What is touched in it when loads and repairs change it. @default every tick asks everything */
  kept?: KeptAnswers
}

/** However well it is kept: what somebody changed in ClickHouse by hand shows after this time. */
const ASK_ANEW_MS = 300_000

/** Frames of any scopes from one set of questions: the cost hardly depends on how many. */
export function createFrameComputer(options: FrameComputerOptions): FrameComputer {
  const { city, calendar, database, wallNow } = options
  let askedAnewAt = Number.NEGATIVE_INFINITY
  let last: Moment | null = null

  async function touchPassed(kept: KeptAnswers, before: Moment | null, moment: Moment): Promise<void> {
    if (before !== null && before.now !== moment.now)
      kept.touch(await askPassedDeadlines(database, before, moment), TIMED_KINDS)
  }

  function keptAt(now: number): KeptAnswers {
    const { kept } = options
    if (kept === undefined)
      return createKeptAnswers()
    const wall = wallNow()
    if (Math.abs(wall - askedAnewAt) >= ASK_ANEW_MS || (last !== null && now < last.now)) {
      kept.forget()
      askedAnewAt = wall
      last = null
    }
    return kept
  }

  return {
    compute: async (scopes, nowMs) => {
      const moment = momentOf(nowMs, calendar, city.dueSoonHours)
      const kept = keptAt(nowMs)
      const facts = await askTick(
        { database, city, moment, scopes, parts: partsOf(scopes, city), kept },
        touchPassed(kept, last, moment),
        wallNow(),
      )
      last = moment
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
    hours: hoursPanel(facts.hours(scope), moment),
    days: daysPanel(facts.days(scope), moment, city),
    ranking: rankingPanel(scope, facts, city),
    workflow: workflowPanel(scope, facts, city),
    categories: categoriesPanel(facts.facets(scope), city),
    channels: channelsPanel(facts.facets(scope), city),
    satisfaction: satisfactionPanel(facts.scope(scope), city),
    latest: latestPanel(scope, facts, city),
    overdue: overduePanel(scope, facts, city),
    map: mapPanel(scope, facts, city),
  }
}
