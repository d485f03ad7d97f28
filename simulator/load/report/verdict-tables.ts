import type { Verdict } from '../verdict.ts'
import { escapeHtml } from './escape-html.ts'
import { renderTable } from './table.ts'

/** What had to be so, whether it is, and where it is not. */
export function verdictTables(verdict: Verdict): string {
  const { checks, compared, differenceCount, differences, notes, scopes } = verdict
  const all = [
    ...checks,
    { what: `differences to the oracle in ${compared.toLocaleString('en-US')} numbers`, expected: 0, actual: differenceCount },
  ]
  const rows = all.map(({ what, expected, actual }) => {
    const isSo = expected === actual
    return `<tr><th>${escapeHtml(what)}</th><td class="number">${show(expected)}</td>`
      + `<td class="number">${show(actual)}</td>`
      + `<td class="${isSo ? 'good' : 'bad'}">${isSo ? '✓ so' : '✗ not so'}</td></tr>`
  })
  return `<table><thead><tr><th></th><th class="number">must be</th><th class="number">is</th><th></th></tr></thead>`
    + `<tbody>${rows.join('')}</tbody></table>`
    + `<p class="note">Held against the oracle: every metric in every named window and every way of counting, frames and what screens show; scopes: `
    + `${escapeHtml(scopes)}.</p>${
      notes.map(note => `<p class="note">${escapeHtml(note)}</p>`).join('')
    }${differences.length === 0 ? '' : differenceTable(differences, differenceCount)}`
}

function differenceTable(differences: Verdict['differences'], count: number): string {
  const title = differences.length < count
    ? `The first ${differences.length} differences`
    : 'Differences'
  return `<h2>${title}</h2>${renderTable(
    ['what', 'scope', 'window', 'way', 'place', 'the server says', 'the oracle says'],
    differences.map(({ what, scope, window, variant, place, theirs, ours }) =>
      [what, scope, window, variant, place, theirs, ours]),
  )}`
}

function show(value: number): string {
  return Number.isNaN(value) ? 'unknown' : value.toLocaleString('en-US')
}
