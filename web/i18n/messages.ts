import type { CaseEventType, SatisfactionAnswer } from '../../contract/case-event.ts'
import type { RejectionCode } from '../../contract/intake.ts'
import type { SourceState } from '../../contract/sources.ts'

/** Every word the wall itself says. Names of regions, steps and metrics come from the profile. */
export interface Messages {
  lang: string
  /** From where on counts are shortened, by how much, and what that is called; largest first. */
  bigNumbers: { from: number, divisor: number, unit: string }[]
  units: { cases: string, hours: string, days: string, minutes: string, percent: string }
  duration: { day: string, hour: string, minute: string, gap: string, underMinute: string }
  age: { now: string, seconds: string, minutes: string, hours: string, days: string }
  scenes: {
    choose: string
    running: string
    play: string
    stop: string
    space: string
    /** The whole screen, or the window again. */
    fill: string
    /** Keys and what they do. */
    keys: [keys: string, meaning: string][]
  }
  header: {
    fresh: (age: string) => string
    late: (age: string) => string
    stale: (age: string) => string
    waiting: string
    down: string
    refused: string
    behind: (events: string) => string
    replayed: string
    failing: (age: string) => string
    checked: (time: string) => string
    checking: (percent: number) => string
    /** `what`: metrics and panels; n: wrong rows. */
    differs: (what: string, n: string) => string
    more: string
    repaired: string
    unrepaired: string
    quiet: string
  }
  sources: {
    late: (since: string, name: string) => string
    never: (names: string) => string
    /** `length` is '' when there never was an event. */
    quiet: (length: string) => string
    fine: (n: number) => string
    /** The link to the server is lost. */
    unknown: string
    today: (trouble: string) => string
    and: string
    states: Record<SourceState, string>
    since: (time: string) => string
  }
  quality: {
    title: string
    back: string
    days: (n: number) => string
    received: (from: string, to: string) => string
    counted: (at: string) => string
    problem: (detail: string) => string
    waiting: string
    source: string
    state: string
    lastHeard: string
    watermark: string
    total: string
    columns: Record<
      'received' | 'accepted' | 'duplicates' | 'conflicts' | 'rejected' | 'late' | 'unplaced' | 'orphans',
      string
    >
    why: string
    noRejections: string
    codes: Record<Exclude<RejectionCode, 'id_conflict'>, string>
    replayed: string
    notes: string[]
    removed: string
  }
  panelState: {
    live: string
    late: (age: string) => string
    stale: (age: string) => string
    /** The server says that it cannot compute. */
    failing: (age: string) => string
    /** So many of all configured sources report; `sources` in words that say of what. */
    sources: (reporting: number, all: number) => string
    partial: (reporting: number, all: number) => string
    /** What has happened is not all counted yet; `upTo`: what happened until then is. */
    behind: string
    upTo: (time: string) => string
    /** Beside a number that more events will change. */
    provisional: string
    /** Of regions: so many of all have reported something in the window. */
    regions: (reporting: number, all: number) => string
    /** Before the time of day of old numbers. */
    asOf: string
    nodata: string
    nodataDetail: string
    noValue: string
    error: string
    past: string
  }
  playback: {
    band: string
    panel: string
    begin: string
    shownThen: string
    knownNow: string
    differs: string
    waiting: string
    problem: (words: string) => string
    speed: (times: number) => string
    pause: string
    play: string
    back: string
    ahead: string
    slower: string
    faster: string
    live: string
    timeline: string
    kept: string
  }
  unknownScope: (scope: string) => string
  backToRoot: string
  profileProblem: (detail: string) => string
  kpi: {
    overdue: string
    longest: (duration: string) => string
    noOverdue: string
    dueSoon: (n: string) => string
    reported: string
    versusYesterday: string
    target: (percent: string) => string
    missed: string
    p90: (duration: string) => string
    closedToDate: string
    last30: string
    sample: (n: string) => string
  }
  overdue: {
    title: string
    late: (duration: string) => string
    left: (duration: string) => string
    none: string
    /** Below a short list: no other case is late or nearly so. */
    rest: string
    urged: (level: number) => string
    total: (overdue: string) => string
    soonTotal: (dueSoon: string) => string
  }
  ranking: {
    title: string
    covers: (metric: string) => string
    gap: string
    direct: string
    /** Nothing reported in the window. */
    silent: string
    empty: string
    /** The whole scope: its own sums, the mean of its units' rates, with excluded cases. */
    pooled: string
    mean: string
    all: string
  }
  categories: { title: string, today: string, yesterday: string, rest: (n: number) => string }
  channels: { title: string }
  latest: { title: string, perMinute: (n: string) => string, empty: string }
  eventTypes: Record<CaseEventType, string>
  satisfaction: {
    title: string
    reviewed: string
    previous: string
    empty: string
    emptyDetail: (closed: string) => string
    answers: Record<SatisfactionAnswer, string>
    unanswered: string
  }
  hours: {
    title: string
    each: string
    today: string
    yesterday: string
    hour: string
    /** An hour of yesterday and how many were reported in it. */
    before: (time: string, n: string) => string
  }
  days: {
    title: string
    window: string
    before: string
    closed: string
    target: string
    /** What a hollow point is: a day of fewer than `n` cases. */
    small: (n: number) => string
  }
  workflow: { title: string, open: (n: string) => string, explain: string }
  map: {
    fill: string
    schematic: string
    open: string
    overdue: string
    dueSoon: string
    active: string
    unplaced: (n: string) => string
    some: (shown: number, all: number) => string
    noRate: string
    size: string
  }
  flow: {
    title: string
    explain: (days: number) => string
    today: string
    stay: string
    left: (n: string) => string
    none: string
  }
  whistles: {
    title: string
    covers: (days: number) => string
    waiting: (n: string) => string
    waits: (duration: string) => string
    none: string
  }
  departments: {
    title: string
    columns: Record<'department' | 'median' | 'whistles' | 'answered' | 'waiting', string>
    total: string
    longest: (duration: string) => string
    none: string
  }
  urged: {
    title: string
    /** The level alone: that it is of supervision is in the title. */
    level: (level: number) => string
    now: string
    open: (n: string) => string
    none: string
    undated: string
  }
  rates: {
    by: Record<'region' | 'department' | 'category', string>
    names: Record<'region' | 'department' | 'category', string>
    reviews: string
    total: string
    more: (n: number) => string
  }
  bottom: {
    title: string
    covers: (level: string) => string
    meta: (ranked: string) => string
    few: (n: string, least: number) => string
    page: (now: number, all: number) => string
    none: string
  }
  reopened: {
    title: string
    of: (closed: string) => string
    cases: (n: string) => string
    times: (n: number) => string
    none: string
  }
  beside: {
    title: string
    mean: string
    city: string
    rank: (rank: number, of: number) => string
  }
  below: {
    title: (level: string) => string
    meta: (busy: string, all: string) => string
    places: (n: number, level: string) => string
    more: (n: string) => string
    none: string
  }
  focus: { title: string, all: string }
  footer: { worst: string, none: string, next: (place: string, left: string) => string, by: string }
  /** In place of what visitors are not shown. */
  hiddenTitle: string
  city: string
  now: string
}
