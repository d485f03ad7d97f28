import type { CaseKind } from '../generate/case-kinds.ts'
import type { Shapes } from '../generate/shapes-file.ts'

/** When an episode lasts, milliseconds after the start of the timeline; `to` excluded. */
export interface Span { readonly from: number, readonly to: number }

/** Codes of the cases that an episode concerns, each with everything below it; null: all. */
export interface Which {
  readonly categories: readonly string[] | null
  readonly regions: readonly string[] | null
}

export interface Surge extends Span {
  readonly kind: 'surge'
  readonly cases: readonly { readonly kind: CaseKind, readonly weight: number }[]
  readonly regions: readonly string[] | null
  readonly casesPerHour: number
  readonly riseMs: number
  readonly fallMs: number
  readonly handling: number
}
export interface Season extends Span, Which {
  readonly kind: 'season'
  readonly factor: number
  readonly handling: number
}
export interface Silence extends Span {
  readonly kind: 'silence'
  readonly departments: readonly string[]
  readonly catchUpMs: number
}
export interface Slump extends Span, Which { readonly kind: 'slump', readonly share: number }
export interface Duplicates extends Span {
  readonly kind: 'duplicates'
  readonly channels: readonly string[] | null
  readonly share: number
  readonly copies: number
  readonly withinMs: number
}
export interface Blackout extends Span {
  readonly kind: 'blackout'
  readonly channels: readonly string[] | null
  readonly regions: readonly string[] | null
  readonly catchUpMs: number
}
export type Episode = Surge | Season | Silence | Slump | Duplicates | Blackout

/** A checked scenario: names are codes of the city, times are milliseconds. */
export interface Scenario {
  readonly about: string
  /** Wall time of the start, as ZoneClock counts it. */
  readonly startWall: number
  readonly lengthMs: number
  readonly historyDays: number
  readonly perDay: number
  /** The city's shapes without what the scenario leaves out. */
  readonly shapes: Shapes
  readonly episodes: readonly Episode[]
}
