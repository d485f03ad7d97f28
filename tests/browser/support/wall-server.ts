import type { Alarm, AlarmBoard } from '../../../contract/alarms.ts'
import type { AnswerName } from '../../../contract/answers.ts'
import type { Frame, Panels } from '../../../contract/frame.ts'
import type { QualityBody } from '../../../contract/quality.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '../../../contract/wall.ts'
import type { SavedFrame } from '../../../server/live/delta.ts'
import type { FixtureCity } from '../../fixtures/frames/profiles.ts'
import type { AskedAcknowledgement } from './alarm-routes.ts'
import type { AskedPast, PastOptions } from './past-routes.ts'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import Fastify from 'fastify'
import { Server } from 'socket.io'
import { ANSWER_NAMES } from '../../../contract/answers.ts'
import { WALL_NAMESPACE } from '../../../contract/wall.ts'
import { buildDelta, serialisePanels } from '../../../server/live/delta.ts'
import { buildAnswers, toAnswer } from '../../fixtures/frames/build-answers.ts'
import { buildQuality } from '../../fixtures/frames/build-quality.ts'
import { addAlarmRoutes } from './alarm-routes.ts'
import { addPastRoutes } from './past-routes.ts'

/** The page's own rules, so that tests see what the real server would forbid. */
const POLICY = 'default-src \'none\'; script-src \'self\'; style-src \'self\'; img-src \'self\' data:; font-src \'self\'; connect-src \'self\''

export interface WallServer {
  url: string
  /** How many times walls asked for each event since the start. */
  asked: { join: number, resync: number }
  /** How often each answer was asked for. */
  askedAnswers: Map<AnswerName, number>
  /** What walls asked about the past, in order. */
  askedPast: AskedPast[]
  /** Replaces the frame of its scope without telling anybody. */
  put: (frame: Frame) => void
  /** The frame of a scope as it stands. */
  frame: (scope: string) => Frame
  /** Stamps, stores and sends what changed, as the live path does. */
  tick: (scope: string, panels: Partial<Panels>, options?: TickOptions) => void
  /** Keeps the board of its scope and sends it to whom it concerns. */
  alarm: (board: AlarmBoard) => void
  /** What was acknowledged: id, Authorization header and body, in order. */
  acknowledged: AskedAcknowledgement[]
  /** Ticks by itself, so that the frame does not age. */
  keepAlive: (scope: string, everyMs?: number) => () => void
  /** Answers no wall that asks what time it is, from now on. */
  holdClock: () => void
  close: () => Promise<void>
}

export interface TickOptions {
  /** Keep the frame but do not send the delta: the next one leaves a gap. */
  lose?: boolean
  head?: Partial<Pick<
    Frame,
    'computedAt' | 'lag' | 'staleSince' | 'clock' | 'asOf' | 'sources' | 'audit'
  >>
}

export interface WallServerOptions {
  city: FixtureCity
  frames: readonly Frame[]
  port?: number
  /** Milliseconds that the server's clock is ahead of this computer's. */
  clockAhead?: number
  token?: string
  /** @default nothing is known of the past */
  past?: PastOptions
  /** What GET /api/v1/alarms lists; they are acknowledged in place. @default nothing */
  alarms?: Alarm[]
  /** Changes what panels ask for themselves. @default as a plain day has it */
  answers?: (plain: ReturnType<typeof buildAnswers>) => ReturnType<typeof buildAnswers>
  /** Answer of GET /api/v1/quality. @default nothing was received */
  quality?: QualityBody
}

/** A server that speaks the wall's contract over frames given by the test. */
export async function startWallServer(options: WallServerOptions): Promise<WallServer> {
  const { city, clockAhead = 0 } = options
  const now = () => Date.now() + clockAhead
  const frames = new Map(options.frames.map(frame => [frame.scope, stamp(frame, now())]))
  const asked = { join: 0, resync: 0 }
  const boards = new Map<string, AlarmBoard>()

  const app = Fastify({ forceCloseConnections: true })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', POLICY)
  })
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('../../../dist/web', import.meta.url)),
  })
  app.get('/api/v1/profile', async (request, reply) => allowed(request.headers.authorization)
    ? city.profile
    : reply.code(401).send({ code: 'unauthorized', message: 'This screen needs a view token.' }))
  app.get('/api/v1/profile/outlines', async (_request, reply) =>
    city.outlines ?? reply.code(204).send())

  const askedPast: AskedPast[] = []
  if (options.past !== undefined)
    addPastRoutes(app, options.past, askedPast)
  app.get('/api/v1/quality', async () => options.quality ?? buildQuality([]))
  const acknowledged: AskedAcknowledgement[] = []
  addAlarmRoutes(app, { log: options.alarms ?? [], asked: acknowledged, now })
  app.get('/alarms', async (_request, reply) => reply.sendFile('desk.html'))
  let clockHeld = false
  const askedAnswers = new Map<AnswerName, number>()
  for (const name of ANSWER_NAMES) {
    app.get<{ Querystring: { scope: string } }>(`/api/v1/answers/${name}`, async ({ query }) => {
      askedAnswers.set(name, (askedAnswers.get(name) ?? 0) + 1)
      const plain = buildAnswers(city.profile, query.scope)
      const body = (options.answers?.(plain) ?? plain)[name]
      return toAnswer(name, query.scope, body, new Date(now()).toISOString())
    })
  }
  for (const page of ['testcard', 'gallery'])
    app.get(`/${page}`, async (_request, reply) => reply.sendFile('index.html'))
  app.get('/quality', async (_request, reply) => reply.sendFile('index.html'))

  const io = new Server<ClientToServerEvents, ServerToClientEvents>(app.server, {
    serveClient: false,
  })
  const walls = io.of(WALL_NAMESPACE)
  walls.on('connection', (socket) => {
    let scope = ''
    const reply = () => {
      const frame = frames.get(scope)
      return frame
        ? { ok: true as const, frame }
        : { ok: false as const, code: 'unknown_scope', message: `no region ${scope}` }
    }
    socket.on('scope:join', (wanted, answer) => {
      asked.join++
      void socket.leave(scope)
      scope = wanted
      void socket.join(scope)
      const board = boards.get(scope)
      if (board !== undefined)
        socket.emit('alarms:changed', board)
      answer(reply())
    })
    socket.on('frame:resync', (answer) => {
      asked.resync++
      answer(reply())
    })
    socket.on('clock:probe', (answer) => {
      if (!clockHeld)
        answer(now())
    })
  })

  function allowed(authorization: string | undefined): boolean {
    return options.token === undefined || authorization === `Bearer ${options.token}`
  }

  const saved = (frame: Frame): SavedFrame => ({ frame, texts: serialisePanels(frame.panels) })

  function tick(
    scope: string,
    panels: Partial<Panels>,
    { lose, head }: TickOptions = {},
  ): void {
    const before = frames.get(scope)!
    const frame: Frame = {
      ...before,
      tick: before.tick + 1,
      seq: before.seq + 1,
      computedAt: new Date(now()).toISOString(),
      ...head,
      panels: { ...before.panels, ...panels },
    }
    frames.set(scope, frame)
    if (!lose)
      walls.to(scope).emit('frame:delta', buildDelta(saved(before), saved(frame)))
  }

  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' })
  return {
    url,
    asked,
    askedAnswers,
    askedPast,
    put: frame => void frames.set(frame.scope, frame),
    frame: scope => frames.get(scope)!,
    tick,
    alarm: (board) => {
      boards.set(board.scope, board)
      walls.to(board.scope).emit('alarms:changed', board)
    },
    acknowledged,
    holdClock: () => void (clockHeld = true),
    keepAlive: (scope, everyMs = 1500) => {
      const timer = setInterval(tick, everyMs, scope, {})
      return () => clearInterval(timer)
    },
    // Both at once: the first waits for connections that a browser made and never used, and only
    // the second ends them.
    close: async () => void await Promise.all([io.close(), app.close()]),
  }
}

function stamp(frame: Frame, nowMs: number): Frame {
  return { ...frame, computedAt: new Date(nowMs).toISOString() }
}
