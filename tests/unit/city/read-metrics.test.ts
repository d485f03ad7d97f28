import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import { describe, expect, it } from 'vitest'
import { Problems } from '../../../city/problems.ts'
import { readMetrics } from '../../../city/read-metrics.ts'
import { plainMetrics } from '../../helpers/plain-metrics.ts'

function problemsOf(value: unknown): string[] {
  const text = JSON.stringify(value, null, 1)
  const problems = new Problems('metrics.json', text)
  readMetrics(value, problems)
  return problems.list().map(problem => problem.replace(/^metrics.json:\d+: /, ''))
}

/** The delivered definitions with one of them changed. */
function changed(id: string, change: object): unknown[] {
  return plainMetrics().map(metric => metric.id === id ? { ...metric, ...change } : metric)
}

describe('metrics.json', () => {
  it('as delivered has nothing wrong with it', () => {
    expect(problemsOf(plainMetrics())).toEqual([])
  })

  it('must define what the wall shows', () => {
    const without = plainMetrics().filter(({ id }) => id !== 'closure' && id !== 'on_time')
    expect(problemsOf(without)).toEqual(
      ['metrics that the wall shows are not defined: closure, on_time, add them'],
    )
  })

  it.each<[string, string, object, string]>([
    ['an unknown kind', 'closure', { kind: 'share' }, '/4/kind must be one of count, ratio, quantile, score'],
    ['an unknown measure', 'closed', { numerator: [{ measure: 'happy' }] }, '/1/numerator/0/measure must be one of cases'],
    ['a misspelt key', 'closed', { clok: 'closed' }, '/1/clok is not a key of this format'],
    ['a share above 1', 'closure', { target: 99 }, 'target is 99, give a ratio from 0 to 1'],
    ['a warning better than the target', 'closure', { warning: 0.995 }, 'the warning at 0.995 would be met before the target'],
    ['a target without a direction', 'closure', { better: undefined }, `needs 'better'`],
    ['a deadline on a clock that has none', 'closure', { numerator: [{ measure: 'overdue' }] }, 'by the clocks due and now only, not by reported'],
    ['a past event counted now', 'open', { numerator: [{ measure: 'closed' }] }, 'the clock now counts open and overdue only'],
    ['a score of something that is not there', 'score', { parts: [{ metric: 'joy', weight: 1 }] }, `'joy' is not defined here`],
    ['a score of a count', 'score', { parts: [{ metric: 'closed', weight: 1 }] }, `'closed' is a count, a score is made of ratios`],
    ['a negative weight', 'score', { parts: [{ metric: 'solved', weight: -1 }] }, '/12/parts/0/weight'],
    ['an id used twice', 'response', { id: 'solved' }, `'solved' is in metrics twice`],
    ['version 0', 'closed', { version: 0 }, '/1/version'],
  ])('tells of %s', (_, id, change, words) => {
    expect(problemsOf(changed(id, change)).join('\n')).toContain(words)
  })

  it('is a list', () => {
    expect(problemsOf({}).join()).toContain('must be array')
    expect(problemsOf([]).join()).toContain('correct it')
    expect(readMetrics(plainMetrics(), new Problems('metrics.json'))).toEqual<MetricDefinition[]>(plainMetrics())
  })
})
