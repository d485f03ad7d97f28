import { parseArgs } from 'node:util'
import { startEmbeddedEngine } from './embedded-engine.ts'

const USAGE = 'npm run engine -- --data-dir DIR [--port PORT] [--password PASSWORD] [--database NAME]'

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    'port': { type: 'string', default: '0' },
    'password': { type: 'string' },
    'database': { type: 'string', default: 'gridwall' },
  },
})
const port = Number(values.port)
if (values['data-dir'] === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(USAGE)
  process.exit(2)
}

try {
  const engine = await startEmbeddedEngine({
    dataDir: values['data-dir'],
    database: values.database,
    port,
    password: values.password,
    log: {
      info: () => undefined,
      warn: (fields, message) => console.warn(message, fields),
      error: (fields, message) => console.error(message, fields),
    },
    onFatal: (error) => {
      console.error(error.message)
      process.exit(1)
    },
  })
  const { url, username, password, database } = engine.address
  console.log(`${url} user=${username} password=${password} database=${database}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void engine.close().then(() => process.exit(0)))
}
catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
