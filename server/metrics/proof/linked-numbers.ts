import type { City } from '../../../city/city.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { Region } from '../../../contract/profile.ts'
import type { ProofBody, ProofNarrowing, ProofUnits } from '../../../contract/proof.ts'
import type { Proof, ProofQuestion } from './ask-proof.ts'
import type { ProofQuery } from './proof-query.ts'
import { DEFAULT_SMALLEST_N, definitionName } from '../../../contract/metric-definition.ts'
import { lowestScopes } from '../answers/bottom.ts'
import { definitionOf } from '../evaluate.ts'
import { ranksOf } from '../ranks.ts'
import { proofAddress } from './proof-query.ts'

/** What the wall ranks whatever the profile says which way is better. */
const RANKED_HIGH = new Set(['on_time', 'satisfaction'])

export interface LinkedQuestion {
  query: ProofQuery
  narrowing: ProofNarrowing
  question: ProofQuestion
  proof: Proof
  units: ProofUnits | null
  city: City
}

/** The regions whose numbers are told beside the scope's own, in the profile's order. */
export function listedRegions(units: ProofUnits, scope: string, city: City): readonly Region[] {
  if (units === 'below')
    return city.children(scope)
  const lowest = lowestScopes(scope, city)
  return lowest.length > 0
    ? lowest
    : [...city.regions.values()].filter(({ code }) =>
        code !== scope && city.scopePath(code).at(-1) === scope)
}

/** The numbers that this one is made of, or stands above, each with its own proof. */
export function linkedNumbers(
  { query, narrowing, question, proof, units, city }: LinkedQuestion,
): Pick<ProofBody, 'scoreParts' | 'units' | 'unitsOf'> {
  const { window, from, to } = query
  const { metric, scope, variant: { counting } } = question
  const address = (of: string, place: { scope: string, region?: string }): string => proofAddress({
    metric: of,
    window,
    from,
    to,
    counting,
    aggregation: 'pooled',
    ...narrowing,
    ...place,
  })
  const isMean = proof.own.aggregation === 'mean'
  return {
    scoreParts: metric.kind !== 'score' || isMean
      ? null
      : metric.parts.map(({ metric: id, weight }) => {
          const part = definitionOf(id, city.metrics)
          return {
            metric: id,
            definition: definitionName(part),
            label: part.label,
            weight,
            ...proof.ways.value(part, scope, counting),
            proof: address(id, { scope }),
          }
        }),
    units: units && rankedUnits(listedRegions(units, scope, city).map(({ code, name, parent }) => ({
      code,
      name,
      above: city.regions.get(parent ?? '')?.name ?? '',
      ...proof.ways.value(metric, code, counting),
      proof: address(metric.id, city.isScope(code) ? { scope: code } : { scope, region: code }),
    })), metric, units),
    unitsOf: units,
  }
}

/** Of the lowest only those with enough cases have a rank: as in 后 50 位. */
function rankedUnits<Unit extends MetricValue>(
  units: readonly Unit[],
  metric: MetricDefinition,
  which: ProofUnits,
): (Unit & { rank: number | null })[] {
  const least = which === 'lowest' && metric.kind === 'ratio'
    ? metric.smallestN ?? DEFAULT_SMALLEST_N
    : 0
  const values = units.map(({ value, denominator }) =>
    (denominator ?? least) < least ? null : value)
  const ranks = ranksOf(values, betterOf(metric))
  return units.map((unit, i) => ({ ...unit, rank: ranks[i] ?? null }))
}

/** More cases are no better or worse than fewer: counts grow with the region. */
function betterOf({ id, kind, better }: MetricDefinition): MetricDefinition['better'] {
  if (kind === 'count')
    return undefined
  return RANKED_HIGH.has(id) ? 'higher' : better
}
