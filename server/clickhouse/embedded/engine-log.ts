/** The part of a pino logger that the engine speaks to. */
export interface EngineLog {
  info: (fields: object, message: string) => void
  warn: (fields: object, message: string) => void
  error: (fields: object, message: string) => void
}
