import { describe, expect, it } from 'vitest'
import { judge } from '../../../bench/report/figure.ts'
import { formatFigures } from '../../../bench/report/format-figures.ts'

describe('judging a figure', () => {
  const figure = { name: 'tick', value: 3, unit: 'ms' }

  it('passes what lies on its bound and fails what lies beyond', () => {
    expect(judge({ ...figure, target: { atMost: 3 } }, false)).toBe('PASS')
    expect(judge({ ...figure, target: { atMost: 2.9 } }, false)).toBe('FAIL')
    expect(judge({ ...figure, target: { atLeast: 3 } }, false)).toBe('PASS')
    expect(judge({ ...figure, target: { atLeast: 3.1 } }, false)).toBe('FAIL')
  })

  it('fails a figure that could not be measured, whatever its target', () => {
    for (const target of [{ atMost: 3 }, { atLeast: 3 }, { exactly: 3 }])
      expect(judge({ ...figure, value: Number.NaN, target }, false)).toBe('FAIL')
  })

  it('judges only exact figures of a short run', () => {
    expect(judge({ ...figure, target: { atMost: 2 } }, true)).toBe('')
    expect(judge({ ...figure, target: { exactly: 2 } }, true)).toBe('FAIL')
  })

  it('shows the baseline and the ratio to it in the same line', () => {
    const table = formatFigures([
      { ...figure, target: { atMost: 4 }, baseline: { name: 'bare', value: 1.5 } },
      { name: 'events accepted', value: 300_000, unit: '' },
    ], false)

    expect(table.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['figure', 'measured', 'target', 'baseline', 'ratio'],
      ['tick', '3 ms', '≤ 4', '1.5 ms bare', '2', 'PASS'],
      ['events accepted', '300,000'],
    ])
  })
})
