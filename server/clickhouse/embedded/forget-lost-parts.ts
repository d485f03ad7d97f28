import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Partition, first and last block of a part: `all_12_15_2`, with a mutation `all_12_15_2_16`. */
const PART = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/
/** A line of the log says `1<tab>part<tab>block id` of a block that was inserted. */
const INSERTED = /^1\t([^\t]+)\t/

interface Part { partition: string, first: number, last: number }

/**
 * ClickHouse notes an inserted block, so that the same insert counts once, just before it puts the
 * part in its place. Killed between the two it takes the retry for a repetition, and the rows are
 * lost for good. Before it starts, what no part holds is taken out of the notes: then the retry
 * counts. Must not run while an engine has the directory.
 * @returns parts that were noted and are not there
 */
export function forgetLostParts(dataDir: string): string[] {
  const tables = within(join(dataDir, 'store')).flatMap(within)
  return tables.flatMap(table =>
    within(join(table, 'deduplication_logs')).flatMap(log => forgetIn(log, table)))
}

/** Paths in a directory; none where there is no such directory. */
function within(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).map(name => join(directory, name)) : []
}

function forgetIn(log: string, table: string): string[] {
  const parts = readdirSync(table).flatMap(name => toPart(name) ?? [])
  const lines = readFileSync(log, 'utf8').split('\n')
  const lost = new Set(lines.filter(line => isLost(line, parts)))
  if (lost.size === 0)
    return []
  const written = `${log}.new`
  writeFileSync(written, lines.filter(line => !lost.has(line)).join('\n'), { flush: true })
  renameSync(written, log)
  return Array.from(lost, line => join(table, INSERTED.exec(line)![1]!))
}

function isLost(line: string, parts: readonly Part[]): boolean {
  const noted = toPart(INSERTED.exec(line)?.[1] ?? '')
  return noted !== null && !parts.some(({ partition, first, last }) =>
    partition === noted.partition && first <= noted.first && last >= noted.last)
}

function toPart(name: string): Part | null {
  const [, partition, first, last] = PART.exec(name) ?? []
  return partition === undefined ? null : { partition, first: Number(first), last: Number(last) }
}
