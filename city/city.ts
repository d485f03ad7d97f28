import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { AlarmRules } from '../contract/alarm-rules.ts'
import type { CalendarRules } from '../contract/calendar.ts'
import type { MetricDefinition } from '../contract/metric-definition.ts'
import type {
  Category,
  Channel,
  Level,
  ProfileLabels,
  Region,
  ShortTitles,
  WorkflowStep,
} from '../contract/profile.ts'
import type { Scenes } from '../contract/scene.ts'

/** Outlines of regions; `properties.code` is the region's code. */
export type Outlines = FeatureCollection<Polygon | MultiPolygon, { code: string }>

/** A loaded, validated profile: everything that differs from city to city. Never changes. */
export interface City {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly locale: 'zh-CN' | 'en'
  /** Title and map note in other languages. */
  readonly labels?: ProfileLabels
  readonly shortTitles?: ShortTitles
  /** IANA name. */
  readonly timezone: string
  /** When days, weeks and periods begin, what time is working time, how long things may take. */
  readonly calendar: CalendarRules
  /** Code of the region without a parent. */
  readonly root: string
  /** From the root's level down. */
  readonly levels: readonly Level[]
  readonly workflow: readonly WorkflowStep[]
  /** What each metric means; the core metrics are among them. */
  readonly metrics: readonly MetricDefinition[]
  /** What is worth an alarm. */
  readonly alarms: AlarmRules
  readonly dueSoonHours: number
  /** What screens show, and in what order they take turns. */
  readonly scenes: Scenes
  readonly mapNote: string
  /** Parents first, in the file's order. */
  readonly regions: ReadonlyMap<string, Region>
  /** Parents first, in the file's order. */
  readonly categories: ReadonlyMap<string, Category>
  readonly channels: ReadonlyMap<string, Channel>
  readonly outlines: Outlines | null
  /**
   * sha256 of what stored roll-ups depend on: the trees, levels, channels, workflow,
   * timezone and calendar.
   * Names, positions and metric definitions may change without recounting.
   */
  readonly fingerprint: string

  /** Can a screen show it? False for unknown codes. */
  readonly isScope: (code: string) => boolean
  /**
   * From the root down to the deepest scope that is the region or holds it. The same frozen array
   * every time. Throws CityError `unknown_region`.
   */
  readonly scopePath: (region: string) => readonly string[]
  /** Child scopes in the file's order; none for a leaf or an unknown code. */
  readonly children: (scope: string) => readonly Region[]
  /** The top category that holds it, or itself. Throws CityError `unknown_category`. */
  readonly rootCategory: (code: string) => string
}
