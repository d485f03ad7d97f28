import type { EngineStartErrorCode } from './engine-start-error.ts'

/** What the parent tells the engine's process. */
export type ToEngine
  = | { kind: 'start', dataDir: string, database: string, port: number, password: string, sessions: number }
    | { kind: 'close' }

/** What the engine's process tells its parent. */
export type FromEngine
  = | { kind: 'ready', port: number }
    /** It did not come up; `final`: nor will it when tried again. */
    | { kind: 'failed', code: EngineStartErrorCode, message: string, final: boolean }
