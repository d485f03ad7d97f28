import type { FastifyInstance } from 'fastify'
import type { Live } from '../live/live.ts'
import type { Intake, IntakeStatus } from '../ports.ts'
import Type from 'typebox'

const UpOrDown = Type.Enum(['up', 'down'] as const)

const ReadinessBody = Type.Object({
  ready: Type.Boolean(),
  /** Does ClickHouse answer? */
  clickhouse: UpOrDown,
  /** Can the state store be read? Without it nothing is accepted. */
  store: UpOrDown,
  /** Was the last tick a success? */
  frames: UpOrDown,
  /** Events on disk that are not in ClickHouse yet. */
  lagEvents: Type.Integer(),
  /** How long the oldest of them has waited, seconds. */
  lagSeconds: Type.Number(),
})
type Readiness = Type.Static<typeof ReadinessBody>

export interface HealthOptions {
  live: Live
  intake: Pick<Intake, 'status'>
  wallNow: () => number
}

/** For supervisors and balancers: no token, and nothing in it to hide. */
export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  app.get('/healthz', {
    schema: {
      tags: ['operation'],
      summary: 'The process answers',
      security: [],
      response: { 200: Type.Object({ status: Type.Literal('ok') }) },
    },
  }, async () => ({ status: 'ok' as const }))

  app.get('/readyz', {
    schema: {
      tags: ['operation'],
      summary: 'Numbers move: ClickHouse, state store and ticks',
      security: [],
      response: { 200: ReadinessBody, 503: ReadinessBody },
    },
  }, async (_request, reply) => {
    const body = readiness(options)
    return reply.code(body.ready ? 200 : 503).send(body)
  })
}

function readiness({ live, intake, wallNow }: HealthOptions): Readiness {
  const status = readStatus(intake)
  const frame = live.peek(live.root)?.frame
  const clickhouse = status?.clickhouse ?? 'down'
  const store = status ? 'up' : 'down'
  const frames = frame && frame.staleSince === null ? 'up' : 'down'
  const since = status?.pendingSince ?? null
  return {
    ready: [clickhouse, store, frames].every(part => part === 'up'),
    clickhouse,
    store,
    frames,
    lagEvents: status?.pendingEvents ?? 0,
    lagSeconds: since === null ? 0 : Math.max(0, wallNow() - since) / 1000,
  }
}

/** A status that cannot be read is an answer here, not a failure. */
function readStatus(intake: Pick<Intake, 'status'>): IntakeStatus | null {
  try {
    return intake.status()
  }
  catch {
    return null
  }
}
