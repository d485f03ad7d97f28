import { startEmbeddedEngine } from '../../../server/clickhouse/embedded/embedded-engine.ts'

// A parent to be killed: starts an engine, tells its pid, and stays.
const engine = await startEmbeddedEngine({
  dataDir: process.argv[2] ?? '',
  database: 'gw',
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
})
process.send?.({ pid: engine.pid() })
