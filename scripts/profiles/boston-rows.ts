import type { CompactEvent } from '../../simulator/delivery/compact-event.ts'
import path from 'node:path'
import { loadCity } from '../../city/load-city.ts'
import { loadStream } from '../../simulator/sources/load-stream.ts'

const DATA = 'data/boston-311-2011-07-to-10.csv.gz'
// Day 0 was a Thursday: weeks begin on Monday.
const MONDAY = 3

/** A case as the mapping reads it: what shapes are made from. */
export interface MeasuredCase {
  /** Milliseconds since 1970. */
  readonly reportedAt: number
  readonly closedAt: number | null
  readonly dueAt: number | null
  readonly region: string
  readonly category: string
  readonly channel: string
  readonly department: string
  readonly title: string
  readonly hasPoint: boolean
}

/** Boston's real cases, through the profile's own mapping. */
export async function readBostonCases(folder: string): Promise<MeasuredCase[]> {
  const mapping = path.join(folder, 'mapping.json')
  const { events } = await loadStream(path.join(folder, DATA), mapping, await loadCity(folder))
  const closed = new Map(events.filter(e => e.type === 'closed').map(e => [e.caseId, e.at]))
  return events.filter(event => event.type === 'reported')
    .map(event => toCase(event, closed.get(event.caseId) ?? null))
}

/**
 * Whether a calendar day lies in a week that shapes are made from. The weeks between are held
 * back: the generated stream is compared with them.
 */
export function isOfShapes(day: number): boolean {
  return Math.floor((day + MONDAY) / 7) % 2 === 0
}

function toCase(event: CompactEvent, closedAt: number | null): MeasuredCase {
  const attributes = JSON.parse(`{${event.attributes.slice(1)}}`) as Record<string, string>
  const { region = '', category = '', channel = '', department = '', title = '', lon } = attributes
  return {
    reportedAt: event.at,
    closedAt,
    dueAt: event.dueAt ?? null,
    region,
    category,
    channel,
    department,
    title,
    hasPoint: lon !== undefined,
  }
}
