import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { openHalf } from '../../helpers/half-open.ts'
import { buildTestApp } from '../../helpers/test-app.ts'

interface Listening { url: string, logged: string[], end: () => Promise<void> }

async function listening(env: Record<string, string>): Promise<Listening> {
  const { app, logged } = await buildTestApp(env)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, logged, end: async () => app.close() }
}

it('cuts connections beyond its limit at once, says how many in one line, and goes on with the others', async () => {
  const { url, logged, end } = await listening({ GRIDWALL_MAX_CONNECTIONS: '10' })
  // One connection, which is kept: it is one of the ten.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const get = async (path: string): Promise<string> => {
    const [response] = await once(request(`${url}${path}`, { agent }).end(), 'response') as [IncomingMessage]
    return text(response)
  }
  expect(await get('/healthz')).toContain('ok')
  const half = await openHalf(url, 30)
  await expect.poll(half.open).toBe(9)
  expect(await get('/metrics')).toContain('gridwall_connections_cut_total{reason="full"} 21')
  half.close()
  await end()
  const cut = logged.filter(line => line.includes('cut at once'))
  expect(cut.map(line => JSON.parse(line) as object))
    .toMatchObject([{ connections: 21, maxConnections: 10 }])
})

it('closes connections whose requests do not come, whether silent or begun, and says so', async () => {
  const { url, logged, end } = await listening({ GRIDWALL_HEADERS_TIMEOUT_MS: '1000' })
  const half = await openHalf(url, 30)
  expect(half.open()).toBe(30)
  await expect.poll(half.open).toBe(0)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  expect(metrics).toContain('gridwall_connections_cut_total{reason="slow"} 30')
  await end()
  const closed = logged.filter(line => line.includes('did not come in time'))
  expect(closed.map(line => JSON.parse(line) as object)).toMatchObject([{ connections: 30 }])
})
