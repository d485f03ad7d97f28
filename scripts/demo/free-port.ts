import { once } from 'node:events'
import { createServer } from 'node:net'

/** The first port from `wanted` on that nobody listens to on loopback. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port++) {
    if (await isFree(port))
      return port
  }
  throw new Error(`ports ${wanted} to ${wanted + 99} are all taken; choose another with --port`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  }
  catch {
    return false
  }
  finally {
    server.close()
  }
}
