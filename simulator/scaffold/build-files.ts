import type { Category, Level } from '../../contract/profile.ts'
import type { MappingFile } from '../mapping/mapping-file.ts'
import type { Point, Survey } from './survey-table.ts'
import { PLAIN_CALENDAR } from '../../city/check-calendar.ts'
import { slug } from '../mapping/slug.ts'
import { buildWorkflow } from './build-workflow.ts'

/** Code of what the table does not name. */
export const OTHER = 'other'
const ASCII = /^[\x21-\x7E]+$/
const NEEDS_QUOTES = /[",\r\n]/

export interface ProfileNames {
  /** Also the root's code. */
  readonly id: string
  readonly name: string
  readonly timezone: string
}

/** A profile's files by their names. `metrics` is the text of its metrics.json. */
export function buildFiles(
  mapping: MappingFile,
  survey: Survey,
  names: ProfileNames,
  metrics: string,
): Record<string, string> {
  const { isChinese } = survey
  const levels = buildLevels(mapping, isChinese)
  const other = { code: OTHER, name: isChinese ? '其他' : 'Other' }
  const categories: Category[] = survey.categories.nodes()
    .map(({ code, name, parent }) => ({ code, name, parent }))
  const channels = survey.channels.nodes().map(({ code, name }) => ({ code, name }))
  return {
    'profile.json': lines({
      id: names.id,
      name: names.name,
      title: isChinese ? `${names.name}网格化治理指挥中心` : `${names.name} operations wall`,
      locale: isChinese ? 'zh-CN' : 'en',
      timezone: names.timezone,
      dueSoonHours: 24,
      mapNote: isChinese
        ? '示意：各点为工单坐标的中位数，不代表实际界线。'
        : 'Schematic: places are the medians of the cases\' coordinates.',
      levels,
      workflow: buildWorkflow(mapping, isChinese),
      channels: [...channels, other],
      categories: [...categories, { ...other, parent: null }],
    }),
    'regions.csv': buildRegions(survey, names, levels),
    'metrics.json': metrics,
    'calendar.json': lines(PLAIN_CALENDAR),
    'mapping.json': lines(buildMapping(mapping, survey, names)),
  }
}

/** The city, and a level for each column that regions are read from. */
function buildLevels({ region }: MappingFile, isChinese: boolean): Level[] {
  const taken = new Set(['city'])
  const below = (region.columns ?? []).map((column, i) => {
    const words = slug(column)
    const code = ASCII.test(words) && !taken.has(words) ? words : `level-${i + 2}`
    taken.add(code)
    return { code, name: column, scope: true, schematic: true }
  })
  return [{ code: 'city', name: isChinese ? '市' : 'City', scope: true, schematic: true }, ...below]
}

function buildRegions(survey: Survey, { id, name }: ProfileNames, levels: Level[]): string {
  const place = (code: string): string => {
    const points = survey.places.get(code)
    return points ? `${median(points, 'lon')},${median(points, 'lat')}` : ','
  }
  const rows = survey.regions.nodes().map(node =>
    [node.code, quote(node.name), levels[node.depth + 1]!.code, node.parent ?? id, place(node.code)].join(','))
  return `code,name,level,parent,lon,lat\n${[`${id},${quote(name)},city,,${place('')}`, ...rows].join('\n')}\n`
}

/**
 * The mapping with the codes that were made. What the table brings later goes to the root, and
 * to "other", and is counted.
 */
function buildMapping(mapping: MappingFile, survey: Survey, { id }: ProfileNames): MappingFile {
  const { region, category, channel } = mapping
  const coded = (rule: MappingFile['region'], values: Record<string, string>, rest: string): MappingFile['region'] =>
    rule.fixed === undefined
      ? { columns: rule.columns, separator: rule.separator, values, blank: rest, unknown: rest }
      : { fixed: values[rule.fixed] ?? rest }
  return {
    ...mapping,
    region: coded(region, survey.regions.values(), id),
    category: coded(category, survey.categories.values(), OTHER),
    channel: coded(channel, survey.channels.values(), OTHER),
  }
}

function median(points: readonly Point[], of: 'lon' | 'lat'): string {
  return points.map(point => point[of]).sort((a, b) => a - b)[points.length >> 1]!.toFixed(4)
}

function quote(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** JSON with a line for each key, and for each item of a list. */
function lines(value: object): string {
  const parts = Object.entries(value).map(([key, item]) => {
    const text = Array.isArray(item) && item.some(one => typeof one === 'object')
      ? `[\n${item.map(one => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`
      : JSON.stringify(item)
    return text === undefined ? null : `  ${JSON.stringify(key)}: ${text}`
  })
  return `{\n${parts.filter(part => part !== null).join(',\n')}\n}\n`
}
