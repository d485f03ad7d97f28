import type { City } from '../../city/city.ts'
import type { Panels } from '../../contract/frame.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { FrameComputer, FrameContent } from '../ports.ts'
import type { KeptAnswers, Passage } from './kept-answers.ts'
import type { Moment } from './moment.ts'
import type { PanelFacts } from './tick-facts.ts'
import type { UnitFigures } from './unit-figures.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { minuteOf, momentAhead, momentOf } from './moment.ts'
import { categoriesPanel, channelsPanel } from './panels/breakdown.ts'
import { daysPanel } from './panels/days.ts'
import { hoursPanel } from './panels/hours.ts'
import { latestPanel } from './panels/latest.ts'
import { mapPanel } from './panels/map.ts'
import { overduePanel } from './panels/overdue.ts'
import { rankingPanel } from './panels/ranking.ts'
import { satisfactionPanel } from './panels/satisfaction.ts'
import { longestOverdue, summaryPanel } from './panels/summary.ts'
import { workflowPanel } from './panels/workflow.ts'
import { partsOf } from './question.ts'
import { askPassedDeadlines } from './questions/passed-deadlines.ts'
import { ASK_ANEW_MS, createRenewals } from './renewal.ts'
import { askTick } from './tick-facts.ts'
import { unitsOf } from './unit-figures.ts'

export interface FrameComputerOptions {
  city: City
  calendar: Calendar
  database: Database
  wallNow: () => number
  /** What is touched in it when loads and repairs change it. @default every tick asks everything */
  kept?: KeptAnswers
}

/**
 * Everyone's turn to be asked anew comes in this time, and a little more for late ticks: what is
 * asked of the hour or day that is to come is known when it begins.
 */
const AHEAD_MS = 1.2 * ASK_ANEW_MS

/** The tick before. */
interface Last {
  moment: Moment
  seq: number
  panels: ReadonlyMap<string, Panels>
  units: ReadonlyMap<string, UnitFigures>
}

/** Frames of any scopes from one set of questions: the cost hardly depends on how many. */
export function createFrameComputer(options: FrameComputerOptions): FrameComputer {
  const { city, calendar, database, wallNow } = options
  const renew = createRenewals(wallNow)
  let last: Last | null = null

  function keptAt(now: number): KeptAnswers {
    const { kept } = options
    if (kept === undefined)
      return createKeptAnswers(null)
    const renewal = renew()
    if (last !== null && now < last.moment.now) {
      kept.forget()
      last = null
    }
    else if (renewal !== null) {
      kept.renew(renewal)
      // What is asked anew of a unit shows in the panels of what lies above it.
      last = last && { ...last, panels: new Map() }
    }
    return kept
  }

  async function tick(
    kept: KeptAnswers,
    scopes: readonly string[],
    moment: Moment,
    wallMs: number,
  ): Promise<Last> {
    const before = last
    const addedUp = kept.addUp(askPassage(database, before?.moment, moment))
    const since = before?.seq ?? 0
    const parts = partsOf(scopes, city)
    const ahead = options.kept === undefined ? null : momentAhead(moment, AHEAD_MS)
    const question = { database, city, moment, ahead, scopes, parts, kept, since }
    const { part, ...asked } = await askTick(question, addedUp, wallMs)
    const standsStill = await addedUp
    // A minute began that curves are cut at.
    const stood = before === null || minuteOf(before.moment) !== minuteOf(moment) ? null : before
    const units = new Map([...stood?.units ?? []].filter(([code]) => standsStill(code)))
    const facts = { ...asked, unit: unitsOf(part, city, units) }
    const panels = new Map(scopes.map((scope): [string, Panels] => {
      const same = standsStill(scope) ? stood?.panels.get(scope) : undefined
      return [scope, same === undefined
        ? toPanels(scope, facts, moment, city)
        : agePanels(same, scope, facts, moment)]
    }))
    return { moment, seq: facts.seq, panels, units }
  }

  return {
    compute: async (scopes, nowMs, wallMs = wallNow()) => {
      const moment = momentOf(nowMs, calendar, city.dueSoonHours)
      const kept = keptAt(nowMs)
      try {
        last = await tick(kept, scopes, moment, wallMs)
      }
      catch (error) {
        // Answers of a tick that failed need not be of one point of the ledger.
        kept.forget()
        throw error
      }
      finally {
        await kept.settle()
      }
      const { seq, panels } = last
      const asOf = calendar.format(nowMs)
      return new Map(scopes.map((scope): [string, FrameContent] =>
        [scope, { seq, asOf, panels: panels.get(scope)! }]))
    },
  }
}

async function askPassage(
  database: Database,
  before: Moment | undefined,
  now: Moment,
): Promise<Passage | null> {
  if (before === undefined)
    return null
  const passed = before.now === now.now ? [] : await askPassedDeadlines(database, before, now)
  return { before, now, passed }
}

/** Panels of a scope in which nothing happened; the same objects but for what only time changes. */
function agePanels(panels: Panels, scope: string, facts: PanelFacts, moment: Moment): Panels {
  const { summary, latest } = panels
  const longestOverdueHours = longestOverdue(facts.late(scope), moment)
  const perMinute = facts.perMinute.get(scope) ?? 0
  return {
    ...panels,
    summary: summary.longestOverdueHours === longestOverdueHours
      ? summary
      : { ...summary, longestOverdueHours },
    latest: latest.perMinute === perMinute ? latest : { ...latest, perMinute },
  }
}

function toPanels(scope: string, facts: PanelFacts, moment: Moment, city: City): Panels {
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
