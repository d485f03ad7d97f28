import type { ClickHouseSettings } from '@clickhouse/client'
import type { ClickHouseAddress } from './address.ts'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { ClickHouseError } from './clickhouse-error.ts'
import { createExchange } from './exchange.ts'

export type Settings = Readonly<Record<string, string | number | boolean>>
export type Params = Readonly<Record<string, unknown>>

export interface QueryOptions {
  /** Aborting it ends the request, and the query inside ClickHouse with it. */
  signal?: AbortSignal
  settings?: Settings
  /** How long ClickHouse may work on it, milliseconds. @default DatabaseOptions.timeoutMs */
  timeoutMs?: number
}

export interface InsertOptions {
  /** The same rows under the same token count once, in the table and in its roll-ups. */
  token: string
}

/** A ClickHouse to ask. Every failure is a ClickHouseError, an aborted query's too. */
export interface Database {
  /** The name of the database that unqualified tables belong to. */
  readonly name: string
  /**
   * Rows of one SELECT; `params` fill its `{name:Type}` places. 64-bit integers are numbers
   * (exact up to 2^53), NaN and infinities are null.
   */
  query: <Row>(sql: string, params?: Params, options?: QueryOptions) => Promise<Row[]>
  /** Appends rows given as JSONCompactEachRow bytes: sent as they are, one array a line. */
  insert: (
    table: string,
    columns: readonly string[],
    body: Buffer | Uint8Array,
    options: InsertOptions,
  ) => Promise<void>
  /** One statement without an answer: DDL, KILL, OPTIMIZE. */
  command: (sql: string, params?: Params, options?: QueryOptions) => Promise<void>
  /** Does it answer and accept the credentials? Never throws. */
  ping: () => Promise<boolean>
  close: () => Promise<void>
}

export interface DatabaseOptions {
  /** Longest wait for an answer, milliseconds. @default 30_000 */
  timeoutMs?: number
  /** Most requests at once; the rest wait their turn. @default 8 */
  maxConnections?: number
}

/** ClickHouse stops of itself at the limit; this much longer it is given to say so. */
const GRACE_MS = 2_000
/** Of a silent socket: only a backstop, every exchange has a deadline of its own. */
const SOCKET_TIMEOUT_MS = 600_000
/** Below what the other end keeps an idle connection for: 10 s here, 3 s on older servers. */
const IDLE_SOCKET_MS = 2_500
const PING_MS = 5_000
const NAME = /^\w+(?:\.\w+)?$/

/** A failure in the middle of an answer then comes with a status, not with half of the rows. */
const WHOLE_ANSWER = { wait_end_of_query: 1 } as const

const READ_SETTINGS = {
  ...WHOLE_ANSWER,
  // One JSON text is parsed at once; a row a line would be parsed row by row.
  output_format_json_array_of_rows: 1,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
} as const

const INSERT_SETTINGS = {
  ...WHOLE_ANSWER,
  async_insert: 0,
  insert_deduplicate: 1,
  // Without it a repeated batch counts twice in the roll-ups.
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // Ten parts a batch: written side by side they take a batch less time.
  parallel_view_processing: 1,
} as const

export function createDatabase(
  address: ClickHouseAddress,
  options: DatabaseOptions = {},
): Database {
  const { timeoutMs: usualMs = 30_000, maxConnections = 8 } = options
  const client = createClient({
    url: address.url,
    username: address.username,
    password: address.password,
    database: address.database,
    request_timeout: SOCKET_TIMEOUT_MS,
    max_open_connections: maxConnections,
    keep_alive: { enabled: true, idle_socket_ttl: IDLE_SOCKET_MS },
    // Failures are thrown: who catches them decides what is worth a line.
    log: { level: ClickHouseLogLevel.OFF },
  })
  const exchange = createExchange(address.password)

  function timed(base: Settings, given: Settings | undefined, ms: number): ClickHouseSettings {
    return { ...base, max_execution_time: ms / 1000, ...given }
  }

  return {
    name: address.database,
    async query<Row>(sql: string, params: Params = {}, given: QueryOptions = {}) {
      const { settings, signal, timeoutMs = usualMs } = given
      return exchange(signal, timeoutMs + GRACE_MS, async (abort) => {
        const answer = await client.query({
          query: sql,
          query_params: params,
          format: 'JSONEachRow',
          clickhouse_settings: timed(READ_SETTINGS, settings, timeoutMs),
          abort_signal: abort,
        })
        return JSON.parse(await answer.text()) as Row[]
      })
    },
    insert: async (table, columns, body, { token }) =>
      exchange(undefined, usualMs + GRACE_MS, async (abort) => {
        const { stream } = await client.exec({
          query: buildInsert(table, columns),
          values: Readable.from([body], { objectMode: false }),
          clickhouse_settings: { ...INSERT_SETTINGS, insert_deduplication_token: token },
          abort_signal: abort,
        })
        await finished(stream.resume())
      }),
    command: async (sql, params = {}, { settings, signal, timeoutMs = usualMs } = {}) =>
      exchange(signal, timeoutMs + GRACE_MS, async (abort) => {
        await client.command({
          query: sql,
          query_params: params,
          clickhouse_settings: timed(WHOLE_ANSWER, settings, timeoutMs),
          abort_signal: abort,
        })
      }),
    async ping() {
      try {
        const answer = await exchange(undefined, PING_MS, async abort =>
          client.ping({ select: true, abort_signal: abort }))
        return answer.success
      }
      catch {
        return false
      }
    },
    close: async () => client.close(),
  }
}

function buildInsert(table: string, columns: readonly string[]): string {
  for (const name of [table, ...columns]) {
    if (!NAME.test(name))
      throw new ClickHouseError('rejected', null, `${name} cannot name a table or column.`)
  }
  return `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`
}
