import path from 'node:path'
import { HOME } from './home.ts'

/**
 * Everything that runs as a process of its own, by the name of its compiled file in dist/programs
 * (`npm run build`): what a user starts, and what that starts.
 */
export const PROGRAMS = {
  'server': 'server/main.ts',
  'relay': 'server/relay/cli.ts',
  'engine': 'server/clickhouse/embedded/cli.ts',
  'engine-process': 'server/clickhouse/embedded/engine-process.ts',
  'sim': 'simulator/main.ts',
  'sim-oracle': 'simulator/load/oracle/oracle-process.ts',
  'sim-parquet': 'simulator/sources/parquet-process.ts',
  'sim-producer': 'simulator/load/producers/producer-process.ts',
  'sim-screens': 'simulator/load/screens/screens-process.ts',
} as const
export type Program = keyof typeof PROGRAMS

/** The compiled file, for Node as it is. */
export function programFile(program: Program): string {
  return path.join(HOME, 'dist', 'programs', `${program}.js`)
}
