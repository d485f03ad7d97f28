import type { Aggregation, Counting, MeasureName, MetricClock } from '../../../contract/measures.ts'
import type { ProofFacet, ProofNarrowing, ProofUnits, ToldFacet } from '../../../contract/proof.ts'
import type { NamedWindow } from '../../../contract/windows.ts'

/** Every word the pages for the desk say; the wall's own words are in web/i18n. */
export interface DeskWords {
  measures: Record<MeasureName, string>
  clocks: Record<MetricClock, string>
  countings: Record<Counting, string>
  aggregations: Record<Aggregation, string>
  windows: Record<NamedWindow, string>
  units: { cases: string, hours: string, points: string, percentPoints: string }
  facets: Record<ProofFacet, string>
  states: Record<NonNullable<ProofNarrowing['state']>, string>
  whistles: Record<NonNullable<ProofNarrowing['whistle']>, string>
  /** Numbers that the ledger tells. */
  told: {
    titles: Record<ToldFacet, string>
    meanings: Record<ToldFacet, string>
    /** Whose and which of its events count. */
    counting: string
    rank: (rank: string, cases: string, took: string, id: string) => string
    events: (n: string) => string
    took: string
    happened: string
    times: string
  }
  /** Between the parts of a list. */
  list: string
  /** Signs between the terms of a definition. */
  plus: string
  open: string
  close: string
  definition: {
    count: (terms: string) => string
    quantile: (percent: string) => string
    inWindow: (clock: string) => string
    now: string
    counting: Record<Counting, string>
    aggregation: Record<Aggregation, string>
    smallestN: (n: number) => string
    target: (text: string) => string
    warning: (text: string) => string
  }
  back: string
  retry: string
  loading: string
  print: string
  csv: string
  noValue: string
  noReviews: string
  asOf: string
  interval: string
  beginning: string
  thisMoment: string
  ledger: (seq: string) => string
  proof: {
    title: string
    numerator: string
    denominator: string
    meaning: string
    ways: string
    difference: string
    same: string
    differs: string
    recount: (cases: string, sum: string) => string
    ofAll: (n: string, all: string, percent: string) => string
    rank: (rank: string, cases: string, took: string, id: string) => string
    scoreParts: string
    units: Record<ProofUnits, string>
    /** How many of the units have a number. */
    valued: (n: string, all: string) => string
    /** How many of them have a rank, and how many have too few cases for one. */
    ranked: (n: string) => string
    unranked: (n: string, least: string) => string
    cases: string
    none: string
    weight: string
    hours: string
    countsAs: string
    countedAt: string
    next: string
    previous: string
    page: (n: number) => string
    moved: string
    restart: string
    hidden: string
    excluded: string
    reopened: string
    few: (n: number) => string
  }
  columns: {
    id: string
    title: string
    region: string
    category: string
    step: string
    due: string
    closed: string
  }
  casePage: {
    channel: string
    department: string
    reported: string
    reviewed: string
    satisfaction: string
    urged: string
  }
  events: {
    title: string
    received: string
    department: string
    due: string
    noDue: string
    level: (n: number) => string
    valid: string
    invalid: string
    contacted: string
    notContacted: string
    solved: string
    notSolved: string
    source: string
  }
  bulletin: {
    title: string
    unit: string
    reported: string
    closed: string
    validReviews: string
    contacted: string
    solved: string
    satisfied: string
    basicallySatisfied: string
    score: string
    rank: string
    change: string
    rankChange: string
    pooled: string
    mean: string
    itself: string
    noUnits: string
    against: (from: string, to: string) => string
    few: string
    weights: string
    window: string
    counting: string
  }
}
