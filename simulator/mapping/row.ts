/** A row of a case table: a column's text, trimmed, '' where it is blank. */
export type Row = (column: string) => string
