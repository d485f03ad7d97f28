import type { FailureKind } from './clickhouse-error.ts'
import { ClickHouseError as ServerError } from '@clickhouse/client'
import { ClickHouseError } from './clickhouse-error.ts'

/** ClickHouse is there and short of something, or a part of its cluster is away for a while. */
const TRANSIENT_CODES = new Set([
  3, // UNEXPECTED_END_OF_FILE
  159, // TIMEOUT_EXCEEDED
  160, // TOO_SLOW
  198, // DNS_ERROR
  201, // QUOTA_EXCEEDED
  202, // TOO_MANY_SIMULTANEOUS_QUERIES
  203, // NO_FREE_CONNECTION
  209, // SOCKET_TIMEOUT
  210, // NETWORK_ERROR
  225, // NO_ZOOKEEPER
  236, // ABORTED
  241, // MEMORY_LIMIT_EXCEEDED
  242, // TABLE_IS_READ_ONLY
  243, // NOT_ENOUGH_SPACE
  252, // TOO_MANY_PARTS
  254, // NO_ACTIVE_REPLICAS
  279, // ALL_CONNECTION_TRIES_FAILED
  285, // TOO_FEW_LIVE_REPLICAS
  286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  289, // REPLICA_IS_NOT_IN_QUORUM
  307, // TOO_MANY_BYTES: a limit of the moment, not of the statement
  319, // UNKNOWN_STATUS_OF_INSERT
  394, // QUERY_WAS_CANCELLED
  425, // SYSTEM_ERROR
  439, // CANNOT_SCHEDULE_TASK
  473, // DEADLOCK_AVOIDED
  745, // SERVER_OVERLOADED
  999, // KEEPER_EXCEPTION
])

/** Node's words for a network that did not carry the exchange to its end. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
])
const NETWORK_WORDS = /socket hang up|timeout error|premature close|bad gateway|service unavailable|gateway time-?out/i
const HIDDEN = '***'

/**
 * One failure of the official client as a ClickHouseError: the only place that decides its kind.
 * `secret` is cut out of the message wherever a server or a proxy repeats it.
 */
export function classifyFailure(error: unknown, secret: string): ClickHouseError {
  if (error instanceof ClickHouseError)
    return error
  const said = error instanceof Error ? error.message : String(error)
  const message = conceal(said, secret)
  // A cause is logged with its message: one that tells the secret is left out.
  const options = message === said ? { cause: error } : undefined
  if (error instanceof ServerError) {
    const code = Number(error.code)
    const kind = TRANSIENT_CODES.has(code) ? 'transient' : 'rejected'
    return new ClickHouseError(kind, code, `${message.trim()} (${error.type ?? code})`, options)
  }
  return new ClickHouseError(kindOf(error, message), null, message, options)
}

function kindOf(error: unknown, message: string): FailureKind {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return (code !== undefined && NETWORK_CODES.has(code)) || NETWORK_WORDS.test(message)
    ? 'unreachable'
    : 'unknown'
}

function conceal(message: string, secret: string): string {
  if (secret === '')
    return message
  return message.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN)
}
