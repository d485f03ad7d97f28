import type { QualityBody, QualityCounts } from '../../contract/quality.ts'
import type { SourceFreshness } from '../../contract/sources.ts'
import type { Calendar } from '../calendar.ts'
import type { SourceStatus } from '../ports.ts'
import type { AcceptedRow, RefusedRow } from './questions/intake-quality.ts'

/** What was counted of the intake. */
export interface QualityFacts {
  accepted: readonly AcceptedRow[]
  refused: readonly RefusedRow[]
  orphans: ReadonlyMap<string, number>
  sources: readonly SourceStatus[]
  /** In replayed time events are years old: nothing is late. */
  clock: QualityBody['clock']
}

/** Counts by source, and their totals. */
export function toQuality(
  facts: QualityFacts,
  calendar: Pick<Calendar, 'format'>,
): Pick<QualityBody, 'sources' | 'totals'> {
  const { sources, accepted, refused, orphans } = facts
  const standing = new Map(sources.map(source => [source.name, source]))
  const others = new Set([...accepted, ...refused].map(row => row.source))
  orphans.forEach((_, source) => others.add(source))
  const names = [...standing.keys(), ...[...others].filter(name => !standing.has(name)).sort()]
  const counted = names.map((name) => {
    const source = standing.get(name)
    return {
      name,
      freshness: source === undefined ? null : toFreshness(source, calendar),
      counts: countSource(name, facts),
    }
  })
  return { sources: counted, totals: addUp(counted.map(({ counts }) => counts), facts.clock) }
}

function countSource(name: string, facts: QualityFacts): QualityCounts {
  const row = facts.accepted.find(({ source }) => source === name)
  const own = facts.refused.filter(({ source }) => source === name)
  const sumOf = (kind: string): number =>
    own.filter(row => row.kind === kind).reduce((sum, row) => sum + row.refused, 0)
  const accepted = row?.accepted ?? 0
  const [duplicates, conflicts, rejected] = ['duplicate', 'conflict', 'rejected'].map(sumOf) as
    [number, number, number]
  return {
    received: accepted + duplicates + conflicts + rejected,
    accepted,
    duplicates,
    conflicts,
    rejected,
    rejectedBy: Object.fromEntries(own
      .filter(({ kind }) => kind === 'rejected')
      .map(({ code, refused }) => [code, refused])),
    late: facts.clock === 'stream' ? null : row?.late ?? 0,
    reports: row?.reports ?? 0,
    unplaced: row?.unplaced ?? 0,
    orphans: facts.orphans.get(name) ?? 0,
  }
}

function addUp(counts: readonly QualityCounts[], clock: QualityBody['clock']): QualityCounts {
  const sumOf = (
    key: Exclude<keyof QualityCounts, 'rejectedBy'>,
  ): number => counts.reduce((sum, own) => sum + (own[key] ?? 0), 0)
  const rejectedBy: Record<string, number> = {}
  for (const [code, lines] of counts.flatMap(own => Object.entries(own.rejectedBy)))
    rejectedBy[code] = (rejectedBy[code] ?? 0) + lines
  return {
    received: sumOf('received'),
    accepted: sumOf('accepted'),
    duplicates: sumOf('duplicates'),
    conflicts: sumOf('conflicts'),
    rejected: sumOf('rejected'),
    rejectedBy,
    late: clock === 'stream' ? null : sumOf('late'),
    reports: sumOf('reports'),
    unplaced: sumOf('unplaced'),
    orphans: sumOf('orphans'),
  }
}

function toFreshness(source: SourceStatus, { format }: Pick<Calendar, 'format'>): SourceFreshness {
  const timeOf = (ms: number | null): string | null => ms === null ? null : format(ms)
  return {
    name: source.name,
    state: source.state,
    lastHeardAt: timeOf(source.heardAt),
    since: timeOf(source.since),
    watermark: timeOf(source.watermark),
  }
}
