/** A ClickHouse string literal holding exactly `text`. */
export function quoteString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}'`
}

/** A ClickHouse name holding exactly `text`. */
export function quoteName(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}
