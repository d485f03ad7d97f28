import type { FastifyInstance } from 'fastify'
import type { AcknowledgeBody, Alarm, AlarmsBody } from '../../../contract/alarms.ts'

export interface AskedAcknowledgement {
  id: string
  authorization: string | undefined
  body: AcknowledgeBody
}

export interface AlarmRoutesOptions {
  log: Alarm[]
  asked: AskedAcknowledgement[]
  now: () => number
}

const OPERATOR = 'duty'
const TOKEN = 'Bearer operator-token'

/** The log, and an operator `duty` with the token `operator-token`. */
export function addAlarmRoutes(app: FastifyInstance, options: AlarmRoutesOptions): void {
  const { log, asked, now } = options
  app.get<{ Querystring: { state?: string } }>('/api/v1/alarms', async ({ query: { state } }) => {
    const alarms = log.filter(one => state === undefined
      || (state === 'active' ? one.state !== 'cleared' : one.state === state))
    return {
      alarms,
      next: null,
      active: log.filter(one => one.state !== 'cleared').length,
      evaluatedAt: new Date(now()).toISOString(),
      operators: true,
    } satisfies AlarmsBody
  })
  app.post<{ Params: { id: string }, Body: AcknowledgeBody }>(
    '/api/v1/alarms/:id/acknowledge',
    async ({ params: { id }, headers: { authorization }, body }, reply) => {
      asked.push({ id, authorization, body })
      const place = log.findIndex(one => one.id === id)
      if (authorization !== TOKEN || place < 0)
        return reply.code(401).send({ code: 'operator_unauthorized', message: 'No operator.' })
      const at = new Date(now()).toISOString()
      const by = { by: body.by ?? OPERATOR, operator: OPERATOR, at, note: body.note ?? '' }
      return log[place] = { ...log[place]!, state: 'acknowledged', acknowledged: by }
    },
  )
}
