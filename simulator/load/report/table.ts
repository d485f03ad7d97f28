import { escapeHtml } from './escape-html.ts'

const NUMBER = /^-?[\d,.]+$/
const NUMBER_OR_NOTHING = /^(?:-?[\d,.]+)?$/

/** A table; cells that are numbers stand on the right. The first cell of a row names it. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumbers = head.map((_, column) =>
    rows.some(row => NUMBER.test(row[column] ?? ''))
    && rows.every(row => NUMBER_OR_NOTHING.test(row[column] ?? '')))
  const cell = (tag: string, text: string, column: number): string =>
    `<${tag}${isNumbers[column] ? ' class="number"' : ''}>${escapeHtml(text)}</${tag}>`
  const top = head.every(text => text === '')
    ? ''
    : `<thead><tr>${head.map((text, i) => cell('th', text, i)).join('')}</tr></thead>`
  const body = rows.map(row =>
    `<tr>${row.map((text, i) => cell(i === 0 ? 'th' : 'td', text, i)).join('')}</tr>`)
  return `<table>${top}<tbody>${body.join('')}</tbody></table>`
}
