import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'

/** `http://127.0.0.1:3000`: where an app that listens on `host` answers. */
export function urlOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
