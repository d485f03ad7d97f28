import type { FastifyInstance } from 'fastify'
import type { Frame } from '../../../contract/frame.ts'
import type { PastFrame } from '../../../web/playback/past-frame.ts'

/** What the stage's server knows of the past. */
export interface PastOptions {
  /** A picture of the past; its moment and history are filled in. */
  frame: (atMs: number, scope: string) => Frame
  /** Moments of which frames are kept, milliseconds since 1970. @default none */
  keptMs?: readonly number[]
  /** Do recomputed numbers differ from those shown then? @default unknown */
  differs?: (atMs: number) => boolean
  /** A refusal instead of a picture, or null. */
  refuse?: (atMs: number, knowledge: 'then' | 'now') => Refusal | null
}

export interface Refusal { status: number, code: string, message: string, retryAfter?: string }

/** A question about the past that a wall asked. */
export interface AskedPast { atMs: number, knowledge: 'then' | 'now', scope: string }

interface Query { at: string, known?: 'now', from: string, to: string }

export function addPastRoutes(
  app: FastifyInstance,
  past: PastOptions,
  asked: AskedPast[],
): void {
  interface Call { Params: { scope: string }, Querystring: Query }
  app.get<Call>('/api/v1/frames/:scope', async ({ params: { scope }, query }, reply) => {
    const atMs = Date.parse(query.at)
    const knowledge = query.known ?? 'then'
    asked.push({ atMs, knowledge, scope })
    const refusal = past.refuse?.(atMs, knowledge) ?? null
    if (refusal !== null) {
      const { status, retryAfter = '1', ...body } = refusal
      return reply.code(status).header('retry-after', retryAfter).send(body)
    }
    const kept = knowledge === 'then'
    const frame: PastFrame = {
      ...past.frame(atMs, scope),
      asOf: query.at,
      history: {
        at: query.at,
        knowledge,
        kept,
        keptAsOf: kept ? query.at : null,
        differs: kept ? null : past.differs?.(atMs) ?? null,
        differing: [],
      },
    }
    return frame
  })
  app.get<Call>('/api/v1/frames/:scope/kept', async ({ params: { scope }, query }) => {
    const times = (past.keptMs ?? [])
      .filter(at => at >= Date.parse(query.from) && at < Date.parse(query.to))
      .map(at => new Date(at).toISOString())
    return { scope, from: query.from, to: query.to, times, total: times.length }
  })
}
