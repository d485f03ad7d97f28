import { once } from 'node:events'
import { queryBind, Session } from 'chdb'

// Run by read-parquet.ts: node sim-parquet.js FILE
// The engine lives in a process of its own: it allows one a process, and its failures end here.
// First a line with the columns, then a line a row.

const [file = ''] = process.argv.slice(2)
// Local times stay what they show; only times that are instants are told to be UTC.
const SETTINGS = `SETTINGS session_timezone = 'UTC', input_format_parquet_local_time_as_utc = 0,
  output_format_json_quote_64bit_integers = 1`

try {
  const described = queryBind(`DESCRIBE file({file:String}, Parquet) ${SETTINGS}
    FORMAT JSONCompactColumns`, { file })
  const [names = [], types = []] = JSON.parse(described) as string[][]
  const instants = names.filter((_, i) => types[i]?.includes(`'UTC'`))
  process.stdout.write(`${JSON.stringify({ names, instants })}\n`)
  const session = new Session()
  const select = `SELECT * FROM file({file:String}, Parquet) ${SETTINGS}`
  for await (const chunk of session.queryStreamBind(select, { file }, { format: 'JSONEachRow' })) {
    if (!process.stdout.write(chunk.raw()))
      await once(process.stdout, 'drain')
  }
  session.close()
}
catch (error) {
  process.stderr.write((error as Error).message)
  process.exitCode = 1
}
