import type { Figure, Target } from './figure.ts'
import { judge } from './figure.ts'

const HEAD = ['figure', 'measured', 'target', 'baseline', 'ratio', '']

/** The figures of one bench as a table for a terminal. */
export function formatFigures(figures: readonly Figure[], short: boolean): string {
  const rows = [HEAD, ...figures.map(figure => [
    figure.name,
    withUnit(figure.value, figure.unit),
    formatTarget(figure.target),
    figure.baseline === undefined
      ? ''
      : `${withUnit(figure.baseline.value, figure.unit)} ${figure.baseline.name}`,
    figure.baseline === undefined ? '' : formatNumber(figure.value / figure.baseline.value),
    judge(figure, short),
  ])]
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows
    .map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd())
    .join('\n')
}

function formatTarget(target: Target | undefined): string {
  if (target === undefined)
    return ''
  if ('exactly' in target)
    return formatNumber(target.exactly)
  return 'atMost' in target
    ? `≤ ${formatNumber(target.atMost)}`
    : `≥ ${formatNumber(target.atLeast)}`
}

function withUnit(value: number, unit: string): string {
  return `${formatNumber(value)} ${unit}`.trimEnd()
}

function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })
}
