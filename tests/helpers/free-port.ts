import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems give to connections and to who asks for any. */
const LOWEST = 20_000
const MANY = 10_000

/** A port for a program that must be told one: another one each time, and nobody listens to it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * MANY)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isFree) {
      server.close()
      await once(server, 'close')
      return port
    }
  }
}
