import type { FastifyInstance } from 'fastify'
import type { FeedReader } from './feed-reader.ts'
import type { LiveFrames } from './live.ts'
import type { FeedTexts } from './publication.ts'
import Type from 'typebox'
import { createFeedReader } from './feed-reader.ts'
import { once, snapshotText } from './publication.ts'
import { textFrame } from './text-frame.ts'

const Query = Type.Object({ scope: Type.Optional(Type.String({ maxLength: 128 })) })

export interface FeedOptions {
  live: LiveFrames
  maxBufferBytes: number
}

/** `/ws/frames?scope=`: frames for machines. Refusals come before the upgrade, as HTTP answers. */
export async function feedRoutes(app: FastifyInstance, options: FeedOptions): Promise<void> {
  const { live, maxBufferBytes } = options
  const readers = new Map<string, Set<FeedReader>>()

  const stop = live.subscribe(({ scope, texts }) => {
    const frames = toFrames(texts)
    for (const reader of readers.get(scope) ?? [])
      reader.receive(frames)
  })
  app.addHook('onClose', stop)

  app.get<{ Querystring: Type.Static<typeof Query> }>('/ws/frames', {
    websocket: true,
    schema: { querystring: Query },
    // Proves the scope, and there is room for it, while the answer can still be an HTTP status.
    preHandler: async (request) => {
      const scope = request.query.scope ?? live.root
      live.ask(scope)
      await live.current(scope)
    },
  }, (peer, request) => {
    const scope = request.query.scope ?? live.root
    const saved = live.peek(scope)
    const release = live.watch(scope)
    const { socket } = request.raw
    const reader = createFeedReader({
      bufferedAmount: () => peer.bufferedAmount,
      // The peer writes whole messages too, and only control frames.
      write: frame => peer.readyState === peer.OPEN && socket.write(frame),
    }, maxBufferBytes)
    const of = readers.get(scope) ?? new Set()
    readers.set(scope, of.add(reader))
    if (saved)
      reader.receive(toFrames({ snapshot: snapshotText(saved), delta: null }))

    peer.on('message', () => peer.close(1008, 'this feed only speaks'))
    peer.on('close', () => {
      release()
      of.delete(reader)
      if (of.size === 0 && readers.get(scope) === of)
        readers.delete(scope)
    })
  })
}

/** The texts as they go over the line, made once for all readers. */
function toFrames({ snapshot, delta }: FeedTexts): FeedTexts {
  return {
    snapshot: once(() => textFrame(snapshot())),
    delta: delta && once(() => textFrame(delta())),
  }
}
