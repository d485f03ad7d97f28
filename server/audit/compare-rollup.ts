import type { Database } from '../clickhouse/database.ts'
import type { Rollup, Total } from './rollup.ts'

/** Wrong rows taken up at a time: what is counted again and mended with loads kept away. */
export const MOST_DIFFERENCES = 500
/**
 * An audit takes one core at most, or its cost could not be told from its duration; and no question
 * of it lasts longer than a shutdown may.
 */
export const AUDIT_QUERY = { settings: { max_threads: 1 }, timeoutMs: 15_000 } as const

/** A row of a roll-up that says something else than the cases it is made from. */
export interface Difference {
  /** Values of `Rollup.keys`. */
  key: readonly unknown[]
  /** Values of `Rollup.sums`. */
  found: readonly number[]
  expected: readonly number[]
  /** Where it lies along `Rollup.at`. */
  at: number
}

export interface Comparison {
  /** Rows that were compared, on either side. */
  compared: number
  /** At most MOST_DIFFERENCES. */
  differences: Difference[]
}

/** What is compared: days [from, to) of `Rollup.at`; of `subjects` alone where they are given. */
export interface Extent { from: number, to: number, subjects: readonly string[] | null }

interface Row { compared: number, wrong: [...unknown[]][] }

/** Every row of the extent against a recount from the case versions, in one query. */
export async function compareRollup(
  database: Database,
  rollup: Rollup,
  { from, to, subjects }: Extent,
): Promise<Comparison> {
  const { keys, sums, table, at, where, subject } = rollup
  const names = '{subjects:Array(String)}'
  const within = `${at} >= {from:Int64} AND ${at} < {to:Int64}`
  const chosen = subjects === null ? '1' : `${subject} IN ${names}`
  const path = subjects === null || subject === 'case_id' ? 'path' : `arrayIntersect(path, ${names})`
  const own = subject === 'scope' ? `hasAny(path, ${names})` : `case_id IN ${names}`
  // Told by few columns; only what passes is read whole.
  const cases = subjects === null ? rollup.near : `${rollup.near} AND ${own}`
  const zeros = `CAST([${sums.map(() => '0').join(', ')}], 'Array(Int64)')`
  const counted = rollup.counted(path, cases)
  const sql = `
    SELECT ${keys.join(', ')}, ${at} AS place, [${sums.map(sum => `toInt64(${sum})`).join(', ')}] AS found, ${zeros} AS expected
    FROM ${table}
    WHERE ${where} AND ${chosen} AND ${within}
    UNION ALL
    SELECT ${keys.join(', ')}, ${at} AS place, ${zeros} AS found, m AS expected
    FROM (${counted})
    WHERE ${within}`
  return ask(database, keys, sql, { from, to, ...(subjects === null ? {} : { subjects }) })
}

/**
 * Each total of scopes [low, high) against the day rows of its own table; '' is no bound. One pass
 * over one table: a load brings a day and its total at once, so it cannot come between them.
 */
export async function compareTotals(
  database: Database,
  { keys, sums, table, where, at }: Total,
  { low, high }: { low: string, high: string },
): Promise<Comparison> {
  const zeros = `CAST([${sums.map(() => '0').join(', ')}], 'Array(Int64)')`
  const names = keys.filter(key => key !== 'day').join(', ')
  const sql = `
    SELECT ${keys.join(', ')}, ${at} AS place, if(total, m, ${zeros}) AS found, if(total, ${zeros}, m) AS expected
    FROM
    (
      SELECT ${names}, toDate(0) AS day, total, m FROM
      (
        SELECT ${names}, ${where} AS total, [${sums.map(sum => `toInt64(${sum})`).join(', ')}] AS m
        FROM ${table}
        WHERE scope >= {low:String} AND ({high:String} = '' OR scope < {high:String})
      )
    )`
  return ask(database, keys, sql, { low, high })
}

async function ask(
  database: Database,
  keys: readonly string[],
  sides: string,
  params: Record<string, unknown>,
): Promise<Comparison> {
  const named = keys.join(', ')
  const [row] = await database.query<Row>(
    `SELECT count() AS compared,
      groupArrayIf(${MOST_DIFFERENCES})(tuple(${named}, spot, f, e), f != e) AS wrong
    FROM
    (
      SELECT ${named}, min(place) AS spot, sumForEach(found) AS f, sumForEach(expected) AS e
      FROM (${sides})
      GROUP BY ${named}
    )`,
    params,
    AUDIT_QUERY,
  )
  const { compared, wrong } = row ?? { compared: 0, wrong: [] }
  return {
    compared,
    differences: wrong.map((cells) => {
      const [at, found, expected] = cells.slice(keys.length) as [number, number[], number[]]
      return { key: cells.slice(0, keys.length), at, found, expected }
    }),
  }
}
