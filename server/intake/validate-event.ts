import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import type { RejectionCode } from '../../contract/intake.ts'
import type { Attributes, NormalEvent } from './normal-event.ts'
import { Compile } from 'typebox/compile'
import { CaseEvent as CaseEventSchema } from '../../contract/case-event.ts'

export interface Refusal { code: RejectionCode, message: string }

/** How far ahead of the server a source's clock may be, milliseconds. */
export const MAX_FUTURE_MS = 5 * 60_000
/** No case event is older: such a time is a defect of the source. */
export const EARLIEST_TIME_MS = Date.UTC(1990, 0, 1)
/** A due time lies at most this far beyond the event's own time, milliseconds: twenty years. */
export const MAX_DUE_AHEAD_MS = 20 * 366 * 86_400_000

const schema = Compile(CaseEventSchema)
/** Half of a character: what is left where a source cuts a text in the middle of one. */
const LONE_SURROGATE = /\p{Surrogate}/gu

/** What an event is checked against. `wallNow` is the server's own clock, also in replayed time. */
export interface ValidationContext { city: City, wallNow: number }

/** A JSON value as an event, or why it is none. */
export function validateEvent(
  value: unknown,
  { city, wallNow }: ValidationContext,
): NormalEvent | Refusal {
  if (!schema.Check(value))
    return { code: 'invalid_event', message: describeMismatch(value) }
  const event = value
  const at = parseTime(event.at)
  if (at === null || at < EARLIEST_TIME_MS)
    return { code: 'bad_time', message: `at: no such time: ${event.at}` }
  if (at > wallNow + MAX_FUTURE_MS) {
    return {
      code: 'future_time',
      message: `at: ${event.at} is more than 5 minutes ahead of the server's clock `
        + `(${new Date(wallNow).toISOString()}); check the source's clock and zone`,
    }
  }
  const dueAt = typeof event.dueAt === 'string' ? parseTime(event.dueAt) : event.dueAt
  if (typeof event.dueAt === 'string' && !isSaneDue(dueAt, at)) {
    return {
      code: 'bad_time',
      message: `dueAt: no such time, or not within 20 years: ${event.dueAt}`,
    }
  }
  return unknownCode(event, city) ?? missingAttribute(event) ?? toNormalEvent(event, at, dueAt)
}

export function isRefusal(result: NormalEvent | Refusal): result is Refusal {
  return 'code' in result
}

/** RFC 3339 to milliseconds since 1970; null where the calendar has no such day or time. */
export function parseTime(text: string): number | null {
  const at = Date.parse(text)
  if (Number.isNaN(at))
    return null
  const day = Number(text.slice(8, 10))
  // Date.parse turns the 30th of February into the 2nd of March.
  if (day > 28) {
    const date = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day))
    if (date.getUTCDate() !== day)
      return null
  }
  return at
}

function isSaneDue(dueAt: number | null | undefined, at: number): boolean {
  return typeof dueAt === 'number' && dueAt >= EARLIEST_TIME_MS && dueAt <= at + MAX_DUE_AHEAD_MS
}

function unknownCode(event: CaseEvent, city: City): Refusal | null {
  if (event.region !== undefined && !city.regions.has(event.region))
    return unknown('unknown_region', 'region', event.region, city)
  if (event.category !== undefined && !city.categories.has(event.category))
    return unknown('unknown_category', 'category', event.category, city)
  if (event.channel !== undefined && !city.channels.has(event.channel))
    return unknown('unknown_channel', 'channel', event.channel, city)
  return null
}

function unknown(code: RejectionCode, field: string, value: string, city: City): Refusal {
  return {
    code,
    message: `${field}: profile ${city.id} has no ${field} ${JSON.stringify(value)}; `
      + 'GET /api/v1/profile lists them',
  }
}

function missingAttribute(event: CaseEvent): Refusal | null {
  if (event.type !== 'reported')
    return null
  const required = ['region', 'category', 'channel'] as const
  const missing = required.filter(key => event[key] === undefined)
  return missing.length === 0
    ? null
    : { code: 'missing_attribute', message: `reported must bring ${missing.join(', ')}` }
}

function toNormalEvent(
  event: CaseEvent,
  at: number,
  dueAt: number | null | undefined,
): NormalEvent {
  const attributes: Attributes = {}
  if (event.region !== undefined)
    attributes.region = event.region
  if (event.category !== undefined)
    attributes.category = event.category
  if (event.channel !== undefined)
    attributes.channel = event.channel
  if (event.department !== undefined)
    attributes.department = wellFormed(event.department)
  if (dueAt !== undefined)
    attributes.dueAt = dueAt
  if (event.title !== undefined && event.title !== '')
    attributes.title = wellFormed(event.title)
  // Half a place is no place.
  if (event.lon !== undefined && event.lat !== undefined) {
    attributes.lon = event.lon
    attributes.lat = event.lat
  }
  return {
    id: event.id,
    caseId: event.caseId,
    type: event.type,
    at,
    attributes,
    review: event.type === 'reviewed'
      ? {
          contacted: event.contacted ?? null,
          solved: event.solved ?? null,
          satisfaction: event.satisfaction ?? null,
          valid: event.valid ?? null,
        }
      : null,
    level: event.type === 'urged' ? event.level ?? 1 : null,
  }
}

/** ClickHouse refuses half characters, and with one of them the whole batch, for ever. */
function wellFormed(text: string): string {
  return text.replaceAll(LONE_SURROGATE, '\uFFFD')
}

/** The first few mismatches in words; only for lines that are refused, so it may be slow. */
function describeMismatch(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'an event is a JSON object'
  const errors = schema.Errors(value)
    .filter(error => error.keyword !== 'boolean')
    .slice(0, 3)
    .map((error) => {
      const field = error.instancePath.slice(1)
      const params = JSON.stringify(error.params).slice(0, 160)
      return `${field === '' ? '' : `${field} `}${error.message} ${params}`.trim()
    })
  return errors.join('; ') || 'does not match the event schema'
}
