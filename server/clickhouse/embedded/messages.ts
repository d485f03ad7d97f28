/** What the parent tells the engine's process. */
export type ToEngine
  = | { kind: 'start', dataDir: string, database: string, port: number, password: string, sessions: number }
    | { kind: 'close' }

/** What the engine's process tells its parent. */
export type FromEngine
  = | { kind: 'ready', port: number }
    /** It will never come up like this; trying again is of no use. */
    | { kind: 'refused', code: string, message: string }
