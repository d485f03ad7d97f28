import type { CodeRule, MappingFile } from '../mapping/mapping-file.ts'
import type { Row } from '../mapping/row.ts'
import { compileCaseRule } from '../mapping/compile-case-rule.ts'
import { compilePlaceRule } from '../mapping/compile-place-rule.ts'
import { Notes } from '../mapping/notes.ts'
import { readRows } from '../sources/read-rows.ts'
import { compileTimeFormats } from '../time/compile-time-formats.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { CodeTree } from './code-tree.ts'

/** Coordinates kept of a region, enough for a median. */
const MAX_POINTS = 2000

const ROWS_PER_WORD = 100_000
const HAN = /\p{Script=Han}/u

/** Degrees of longitude and latitude. */
export interface Point { lon: number, lat: number }

/** What a table tells of its city. */
export interface Survey {
  readonly notes: Notes
  /** Rows that give a case. */
  readonly cases: number
  /** Times of the first and the last report, milliseconds since 1970. */
  readonly first: number
  readonly last: number
  readonly regions: CodeTree
  readonly categories: CodeTree
  readonly channels: CodeTree
  /** Of a region's code, '' for all: where its cases lie. */
  readonly places: ReadonlyMap<string, readonly Point[]>
  /** Does a name hold Chinese characters? */
  readonly isChinese: boolean
}

export interface SurveyOptions {
  readonly timezone: string
  /** Codes that no text of the table gets. */
  readonly rootCode: string
  readonly otherCode: string
  /** Told of the rows read so far, now and then. */
  readonly onRows: (rows: number) => void
}

/** Reads the whole table once. */
export async function surveyTable(
  file: string,
  mapping: MappingFile,
  { timezone, rootCode, otherCode, onRows }: SurveyOptions,
): Promise<Survey> {
  const notes = new Notes()
  const clock = new ZoneClock(timezone)
  const caseOf = compileCaseRule(mapping, compileTimeFormats(mapping.timeFormats, clock))
  const placeOf = compilePlaceRule(mapping.place)
  const [root, other] = [new Set([rootCode]), new Set([otherCode])]
  const regions = new CodeTree(mapping.region, 'region', root)
  const categories = new CodeTree(mapping.category, 'category', other)
  const channels = new CodeTree(mapping.channel, 'channel', other)
  const places = new Map<string, Point[]>()
  let [cases, first, last] = [0, Infinity, -Infinity]
  for await (const row of readRows(file, mapping)) {
    const found = caseOf(row, notes)
    if (notes.rows % ROWS_PER_WORD === 0)
      onRows(notes.rows)
    if (!found)
      continue
    cases += 1
    first = Math.min(first, found.at)
    last = Math.max(last, found.at)
    categories.add(partsOf(mapping.category, row))
    // A channel's columns are one text: channels have no tree.
    channels.add([joined(mapping.channel, row)])
    // A region given as fixed is the whole city.
    const region = mapping.region.columns ? regions.add(partsOf(mapping.region, row)) : null
    const { lon, lat } = placeOf(row, notes)
    if (lon !== undefined && lat !== undefined)
      keepPoint(places, regions, region, { lon, lat })
  }
  const names = [regions, categories].flatMap(tree => tree.nodes().map(node => node.name)).join('')
  const isChinese = HAN.test(names)
  return { notes, cases, first, last, regions, categories, channels, places, isChinese }
}

function partsOf({ fixed, columns = [] }: CodeRule, row: Row): string[] {
  return fixed === undefined ? columns.map(column => row(column)) : [fixed]
}

function joined(rule: CodeRule, row: Row): string {
  const parts = partsOf(rule, row)
  return parts.every(part => part === '') ? '' : parts.join(rule.separator ?? ' > ')
}

// A point is one of its region, of all regions above it, and of the city.
function keepPoint(
  places: Map<string, Point[]>,
  regions: CodeTree,
  region: string | null,
  point: Point,
): void {
  for (let code = region; ; code = regions.get(code)?.parent ?? null) {
    const points = places.get(code ?? '')
    if (!points)
      places.set(code ?? '', [point])
    else if (points.length < MAX_POINTS)
      points.push(point)
    if (code === null)
      return
  }
}
