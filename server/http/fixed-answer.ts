import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** JSON that never changes while the server runs: serialised, compressed and hashed once. */
export function createFixedAnswer(body: unknown) {
  const plain = Buffer.from(JSON.stringify(body))
  const gzipped = gzipSync(plain)
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`

  return async function answer(request: FastifyRequest, reply: FastifyReply) {
    reply.headers({ etag, 'cache-control': 'no-cache', 'vary': 'accept-encoding, authorization' })
    if (request.headers['if-none-match'] === etag)
      return reply.code(304).send()
    reply.type('application/json; charset=utf-8')
    const accepts = request.headers['accept-encoding'] ?? ''
    return accepts.includes('gzip')
      ? reply.header('content-encoding', 'gzip').send(gzipped)
      : reply.send(plain)
  }
}
