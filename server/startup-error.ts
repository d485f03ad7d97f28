/** The server must not start like this; the message says why and what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
