const PACKED = /\.gz$/i

export type TableFormat = 'csv' | 'ndjson' | 'json' | 'parquet'

/** The format of a table by its file's name; CSV when the name says nothing else. */
export function tableFormat(file: string): TableFormat {
  const name = file.replace(PACKED, '').toLowerCase()
  if (name.endsWith('.ndjson') || name.endsWith('.jsonl'))
    return 'ndjson'
  if (name.endsWith('.json'))
    return 'json'
  return name.endsWith('.parquet') ? 'parquet' : 'csv'
}
