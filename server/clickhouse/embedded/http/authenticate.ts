import type { IncomingHttpHeaders } from 'node:http'
import { createHash, timingSafeEqual } from 'node:crypto'
import { EngineException } from '../engine-exception.ts'

/** The one user of the engine. */
export const ENGINE_USER = 'default'

/**
 * Takes the credentials from where ClickHouse takes them: Basic, its own headers, the URL.
 * @throws {EngineException} AUTHENTICATION_FAILED
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  search: URLSearchParams,
  password: string,
): void {
  const given = readBasic(headers.authorization) ?? {
    user: header(headers['x-clickhouse-user']) ?? search.get('user') ?? ENGINE_USER,
    password: header(headers['x-clickhouse-key']) ?? search.get('password') ?? '',
  }
  if (given.user !== ENGINE_USER || !isSame(given.password, password))
    throw new EngineException('AUTHENTICATION_FAILED', `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`)
}

function readBasic(authorization: string | undefined): { user: string, password: string } | null {
  if (authorization === undefined || !authorization.startsWith('Basic '))
    return null
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return { user: pair.slice(0, colon), password: pair.slice(colon + 1) }
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Hashes are of one length, whatever was sent; their comparison takes one time. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
