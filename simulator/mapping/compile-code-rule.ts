import type { CodeRule } from './mapping-file.ts'
import type { Row } from './row.ts'
import { slug } from './slug.ts'

/** The code, and whether `blank` or `unknown` had to stand in; or why the row cannot be used. */
export type CodeFound
  = | { code: string, fallback: 'blank' | 'unknown' | null }
    | { code: null, text: string }

/** Turns a rule into a look-up among `known` codes. */
export function compileCodeRule(
  rule: CodeRule,
  known: ReadonlyMap<string, unknown>,
): (row: Row) => CodeFound {
  const { fixed, columns = [], separator = ' > ', values = {} } = rule
  if (fixed !== undefined)
    return () => ({ code: fixed, fallback: null })
  const translations = new Map(Object.entries(values))
  const found = new Map<string, CodeFound>()
  const find = (parts: readonly string[], text: string): CodeFound => {
    const translated = translations.get(text)
      ?? (rule.slug ? parts.map(slug).join('.') : text)
    if (known.has(translated))
      return { code: translated, fallback: null }
    return rule.unknown === undefined
      ? { code: null, text }
      : { code: rule.unknown, fallback: 'unknown' }
  }
  return (row) => {
    const parts = columns.map(column => row(column))
    if (parts.every(part => part === '')) {
      return rule.blank === undefined
        ? { code: null, text: '' }
        : { code: rule.blank, fallback: 'blank' }
    }
    const text = parts.join(separator)
    let answer = found.get(text)
    if (!answer)
      found.set(text, answer = find(parts, text))
    return answer
  }
}
