import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import path from 'node:path'
import files from '@fastify/static'

/** Pages beside the wall's own: a file of the bundle answers them, and reads its own address. */
const PAGES = {
  '/quality': 'index.html',
  '/testcard': 'index.html',
  '/gallery': 'index.html',
  '/proof': 'desk.html',
  '/case': 'desk.html',
  '/bulletin': 'desk.html',
  '/alarms': 'desk.html',
}
const NOT_BUILT = 'The wall page is not built yet. Run: npm run build\n'

/**
 * The wall page and the pages for the desk. Files under assets/ carry a hash in their name and
 * never change.
 */
export async function webRoutes(
  app: FastifyInstance,
  { webDir }: { webDir: string },
): Promise<void> {
  if (!existsSync(path.join(webDir, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT))
    return
  }
  await app.register(files, {
    root: webDir,
    // One route a file: a wildcard would also take upgrades of unknown paths below /ws/.
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, file) => {
      const hashed = file.startsWith(path.join(webDir, 'assets') + path.sep)
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  for (const [address, file] of Object.entries(PAGES)) {
    app.get(address, { schema: { hide: true } }, async (_request, reply) => reply.sendFile(file))
  }
}
