import { EngineException } from '../engine-exception.ts'

/** A failure as ClickHouse puts it on the wire. */
export interface HttpFailure {
  status: number
  code: number
  text: string
}

const BEGINS_WITH_CODE = /^Code: (\d+)/

/** Statuses of ClickHouse's server by the number of the exception; every other one is a 500. */
const STATUSES: Readonly<Record<number, number>> = {
  6: 400,
  26: 400,
  27: 400,
  36: 400,
  38: 400,
  41: 400,
  46: 404,
  47: 404,
  48: 501,
  50: 404,
  53: 400,
  56: 404,
  60: 404,
  62: 400,
  63: 404,
  72: 400,
  73: 404,
  81: 404,
  115: 404,
  117: 400,
  159: 408,
  202: 503,
  236: 503,
  263: 413,
  392: 403,
  456: 400,
  516: 403,
}

export function toHttpFailure(error: unknown): HttpFailure {
  const text = error instanceof Error ? error.message : String(error)
  const code = error instanceof EngineException ? error.code : codeOf(text)
  if (code === null) {
    const wrapped = new EngineException('STD_EXCEPTION', text)
    return { status: 500, code: wrapped.code, text: wrapped.message }
  }
  return { status: STATUSES[code] ?? 500, code, text }
}

function codeOf(text: string): number | null {
  const match = BEGINS_WITH_CODE.exec(text)
  return match === null ? null : Number(match[1])
}
