import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface ClickHouseProxy {
  /** The same ClickHouse, reached through the proxy. */
  address: ClickHouseAddress
  /** While true, connections are cut before anything is passed on. */
  away: boolean
  /** Inserts into this table are passed on and executed, and their answers are lost. */
  mute: string | null
  /** Inserts that were executed and whose answer was lost. */
  lost: number
  close: () => Promise<void>
}

/** A bad line between the server and its ClickHouse. */
export async function startClickHouseProxy(target: ClickHouseAddress): Promise<ClickHouseProxy> {
  const proxy: Omit<ClickHouseProxy, 'close'> = {
    address: target,
    away: false,
    mute: null,
    lost: 0,
  }
  const server = createServer((incoming, outgoing) => {
    if (proxy.away) {
      incoming.socket.destroy()
      return
    }
    void forward(target, incoming).then(({ answer, body }) => {
      const query = new URL(incoming.url!, target.url).searchParams.get('query') ?? ''
      if (proxy.mute !== null && query.startsWith(`INSERT INTO ${proxy.mute} `)) {
        proxy.lost++
        incoming.socket.destroy()
        return
      }
      outgoing.writeHead(answer.statusCode!, answer.headers).end(body)
    }, () => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(proxy, {
    address: { ...target, url: `http://127.0.0.1:${port}` },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}

async function forward(
  { url }: ClickHouseAddress,
  incoming: IncomingMessage,
): Promise<{ answer: IncomingMessage, body: Buffer }> {
  const { method, headers } = incoming
  const outgoing = ask(`${url}${incoming.url!}`, { method, headers, agent: false })
  incoming.pipe(outgoing)
  const [answer] = await once(outgoing, 'response') as [IncomingMessage]
  return { answer, body: await buffer(answer) }
}
