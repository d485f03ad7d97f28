import type { FastifyInstance } from 'fastify'
import helmet from '@fastify/helmet'

/** Everything comes from this server; nothing is framed, posted or loaded from elsewhere. */
export async function securityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ['\'none\''],
        scriptSrc: ['\'self\''],
        styleSrc: ['\'self\''],
        imgSrc: ['\'self\'', 'data:', 'blob:'],
        fontSrc: ['\'self\'', 'data:'],
        connectSrc: ['\'self\''],
        workerSrc: ['\'self\'', 'blob:'],
        manifestSrc: ['\'self\''],
        baseUri: ['\'none\''],
        formAction: ['\'none\''],
        frameAncestors: ['\'self\''],
      },
    },
    // Walls on a city's network often run on http; whoever ends TLS sets this.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
}
