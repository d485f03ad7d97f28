import type { ClosingStack } from '../server/closing-stack.ts'
import type { Figure } from './report/figure.ts'

export interface BenchContext {
  /** A few seconds, for correctness alone. */
  short: boolean
  /** What the command line asked for instead of the bench's own; null: nothing. */
  rate: number | null
  seconds: number | null
  screens: number | null
  /** Folder of the package. */
  home: string
  /** Where the server under test leaves a CPU profile; null: none. */
  profileDir: string | null
  /** Whatever a bench starts is put here, so that it ends also when the bench fails. */
  opened: ClosingStack
  say: (line: string) => void
}

/** Measures, and answers what it measured; throws when it could not. */
export type Bench = (context: BenchContext) => Promise<Figure[]>
