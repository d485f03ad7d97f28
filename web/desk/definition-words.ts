import type { Aggregation, Counting, MetricClock } from '../../contract/measures.ts'
import type { MetricDefinition, Term } from '../../contract/metric-definition.ts'
import type { DeskWords } from './words/desk-words.ts'
import { DEFAULT_SMALLEST_N } from '../../contract/metric-definition.ts'
import { limitText } from '../format/figure.ts'

export type Language = 'zh' | 'en'

export interface DefinitionWords {
  /** 按期结案率 = 在截止时间前办结 ÷（有截止时间且已办结 ＋ 已过截止时间仍未结） */
  formula: string
  /** Which cases, how they are counted, what the city wants. */
  notes: string[]
}

/** A definition as an official would say it, in one language. */
export function definitionWords(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
  way: { counting: Counting, aggregation: Aggregation },
  language: Language,
  words: DeskWords,
): DefinitionWords {
  const { definition } = words
  const rated = metric.kind === 'ratio' || metric.kind === 'score'
  const limit = (value: number): string => metric.unit === 'ratio'
    ? `${limitText(value)}%`
    : `${value} ${metric.unit === 'cases' ? words.units.cases : words.units[metric.unit]}`
  return {
    formula: `${metric.label[language]} = ${formulaOf(metric, metrics, language, words)}`,
    notes: [
      ...clocksOf(metric, metrics).map(clock =>
        clock === 'now' ? definition.now : definition.inWindow(words.clocks[clock])),
      definition.counting[way.counting],
      // What is pooled of a count or a quantile its formula says already.
      ...(rated || way.aggregation === 'mean' ? [definition.aggregation[way.aggregation]] : []),
      ...(metric.kind === 'ratio' && metric.unit === 'ratio'
        ? [definition.smallestN(metric.smallestN ?? DEFAULT_SMALLEST_N)]
        : []),
      ...(metric.target === undefined ? [] : [definition.target(limit(metric.target))]),
      ...(metric.warning === undefined ? [] : [definition.warning(limit(metric.warning))]),
    ],
  }
}

function formulaOf(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
  language: Language,
  words: DeskWords,
): string {
  switch (metric.kind) {
    case 'count': return words.definition.count(sum(metric.numerator, words))
    case 'ratio':
      return `${grouped(metric.numerator, words)} ÷ ${grouped(metric.denominator, words)}`
    case 'quantile': return words.definition.quantile(`${limitText(metric.quantile)}%`)
    case 'score': {
      const parts = metric.parts.map(({ metric: id, weight }) =>
        `${weight} × ${metrics.find(one => one.id === id)?.label[language] ?? id}`)
      return `${metric.scale} × ${words.open}${parts.join(words.plus)}${words.close}`
    }
  }
}

/** A score goes by the clock of its parts; where they have several, each part says its own. */
function clocksOf(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
): MetricClock[] {
  switch (metric.kind) {
    case 'quantile': return ['closed']
    case 'count':
    case 'ratio': return [metric.clock]
    case 'score': {
      const parts = metric.parts.flatMap(({ metric: id }) =>
        metrics.find(one => one.id === id) ?? [])
      const clocks = new Set(parts.flatMap(part => clocksOf(part, metrics)))
      return clocks.size === 1 ? [...clocks] : []
    }
  }
}

function grouped(terms: readonly Term[], words: DeskWords): string {
  const text = sum(terms, words)
  return terms.length > 1 ? `${words.open}${text}${words.close}` : text
}

function sum(terms: readonly Term[], { measures, plus }: DeskWords): string {
  return terms.map(({ measure, weight = 1 }) =>
    weight === 1 ? measures[measure] : `${weight} × ${measures[measure]}`).join(plus)
}
