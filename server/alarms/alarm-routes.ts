import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { City } from '../../city/city.ts'
import type { AlarmState, AlarmsBody as Body } from '../../contract/alarms.ts'
import type { Access } from '../access.ts'
import type { Alarms } from './alarms.ts'
import type { Acknowledger } from './book.ts'
import Type from 'typebox'
import { AcknowledgeBody, Alarm, ALARM_STATES, AlarmsBody } from '../../contract/alarms.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'
import { readAlarmCursor, writeAlarmCursor } from './alarm-cursor.ts'

const DEFAULT_PAGE = 50
const MAX_PAGE = 500

/** `active`: raised and acknowledged. */
const STATES = ['active', ...ALARM_STATES] as const

const Query = Type.Object({
  /** Of it and what lies below it; absent: everywhere. */
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  state: Type.Optional(Type.Enum(STATES)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
})
const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })

/** `GET /api/v1/alarms`: what lasts, and the log of what is over; for who may look. */
export function alarmRoutes(
  { alarms, city, operators }: { alarms: Alarms, city: City, operators: boolean },
): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: Type.Static<typeof Query> }>('/api/v1/alarms', {
      schema: {
        tags: ['alarms'],
        summary: 'Alarms that last and those that are over, the latest raised first',
        querystring: Query,
        response: {
          200: AlarmsBody,
          400: ErrorBody,
          401: ErrorBody,
          404: ErrorBody,
          503: ErrorBody,
        },
      },
    }, async ({ query: { scope, state, limit = DEFAULT_PAGE, cursor } }): Promise<Body> => {
      const { alarms: found, next } = await alarms.list({
        scopes: scope === undefined || scope === city.root ? null : scopesBelow(scope, city),
        states: statesOf(state),
        after: cursor === undefined ? null : readAlarmCursor(cursor),
        limit,
      })
      const { active, evaluatedAt } = alarms.readings()
      return {
        alarms: found,
        next: next === null ? null : writeAlarmCursor(next),
        active: active.length,
        evaluatedAt: evaluatedAt === null ? null : new Date(evaluatedAt).toISOString(),
        operators,
      }
    })
  }
}

/** `POST /api/v1/alarms/:id/acknowledge`: somebody has it; for operators. */
export function acknowledgeRoutes(
  { alarms, access }: { alarms: Alarms, access: Access },
): FastifyPluginAsync {
  return async (app) => {
    app.post<{ Params: Type.Static<typeof Params>, Body: AcknowledgeBody }>(
      '/api/v1/alarms/:id/acknowledge',
      {
        schema: {
          tags: ['alarms'],
          summary: 'Say that somebody has the alarm; needs the token of an operator',
          params: Params,
          body: AcknowledgeBody,
          security: [{ operator: [] }],
          response: {
            200: Alarm,
            400: ErrorBody,
            401: ErrorBody,
            403: ErrorBody,
            404: ErrorBody,
            409: ErrorBody,
            503: ErrorBody,
          },
        },
        // Before the body is read: whom this call is not for learns nothing of its form.
        onRequest: async (request) => {
          readOperator(request, access)
        },
      },
      async request =>
        alarms.acknowledge(request.params.id, readAcknowledger(request, access)),
    )
  }
}

/** @throws AppError origin_refused, operators_unknown, operator_unauthorized */
function readOperator({ headers }: FastifyRequest, access: Access): string | null {
  if (!access.originAllowed(headers.origin, headers.host))
    throw new AppError('origin_refused')
  if (access.operators === 'nobody')
    throw new AppError('operators_unknown')
  const operator = access.operatorOf(headers.authorization)
  if (access.operators === 'token' && operator === null)
    throw new AppError('operator_unauthorized')
  return operator
}

function readAcknowledger(
  request: FastifyRequest<{ Body: AcknowledgeBody }>,
  access: Access,
): Acknowledger {
  const operator = readOperator(request, access)
  const by = request.body.by?.trim() ?? operator
  if (by === null)
    throw new AppError('invalid_request', 'Say who acknowledges: {"by":"name"}.')
  return { by, operator, note: request.body.note?.trim() ?? '' }
}

function statesOf(state: typeof STATES[number] | undefined): readonly AlarmState[] {
  if (state === undefined)
    return ALARM_STATES
  return state === 'active' ? ['raised', 'acknowledged'] : [state]
}

/** @throws AppError unknown_scope */
function scopesBelow(scope: string, city: City): string[] {
  if (!city.isScope(scope))
    throw new AppError('unknown_scope', `Profile ${city.id} has no scope ${JSON.stringify(scope)}.`)
  return [scope, ...city.children(scope).flatMap(({ code }) => scopesBelow(code, city))]
}
