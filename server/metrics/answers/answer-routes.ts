import type { FastifyPluginAsync } from 'fastify'
import type { Answer, AnswerName } from '../../../contract/answers.ts'
import type { ReadOptions } from '../metrics-routes.ts'
import Type from 'typebox'
import {
  ANSWER_INTERVAL_MS,
  ANSWER_NAMES,
  AnswerBodies,
  AnswerHead,
} from '../../../contract/answers.ts'
import { ErrorBody } from '../../../contract/errors.ts'
import { readScope } from '../metrics-query.ts'
import { momentOf } from '../moment.ts'
import { askLedgerPoint } from '../questions/latest.ts'
import { askAnswer } from './ask-answer.ts'

/** Answers remembered at most: some screens, each with a scope of its own. */
const KEEP_ANSWERS = 200

export interface AnswerRouteOptions extends ReadOptions {
  /** The server's own clock, milliseconds since 1970. */
  wallNow: () => number
}

const Query = Type.Object({ scope: Type.Optional(Type.String({ maxLength: 128 })) })

/**
 * `GET /api/v1/answers/<name>?scope=`: what scenes show beside the frames. However many screens
 * ask, each answer of a scope is counted once in fifteen seconds, and never two at the same time.
 */
export function answerRoutes(options: AnswerRouteOptions): FastifyPluginAsync {
  const { city, wallNow } = options
  const kept = new Map<string, { until: number, answer: Promise<Answer> }>()

  async function answer(name: AnswerName, scope: string): Promise<Answer> {
    const key = `${name} ${scope}`
    const now = wallNow()
    const known = kept.get(key)
    if (known !== undefined && now < known.until)
      return known.answer
    const found = ask(options, name, scope)
    kept.delete(key)
    kept.set(key, { until: now + ANSWER_INTERVAL_MS, answer: found })
    // A failure is not worth keeping; whoever waits for it hears of it.
    found.catch(() => kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size <= KEEP_ANSWERS)
        break
      kept.delete(oldest)
    }
    return found
  }

  return async (app) => {
    for (const name of ANSWER_NAMES) {
      app.get<{ Querystring: Type.Static<typeof Query> }>(`/api/v1/answers/${name}`, {
        schema: {
          tags: ['live'],
          summary: `What scenes show beside the frames: ${name}`,
          querystring: Query,
          response: {
            200: Type.Intersect([AnswerHead, Type.Object({ body: AnswerBodies[name] })]),
            400: ErrorBody,
            401: ErrorBody,
            404: ErrorBody,
            503: ErrorBody,
          },
        },
      }, async ({ query }) => answer(name, readScope(query.scope, city)))
    }
  }
}

/** In the gate: no load comes between the questions of an answer and its point of the ledger. */
async function ask(
  { database, city, calendar, clock, gate, wallNow }: AnswerRouteOptions,
  name: AnswerName,
  scope: string,
): Promise<Answer> {
  return gate.run(async () => {
    const now = clock.now()
    const question = { database, city, scope, moment: momentOf(now, calendar, city.dueSoonHours) }
    const seq = await askLedgerPoint({ database })
    const body = await askAnswer(name, question)
    return {
      name,
      scope,
      seq,
      asOf: calendar.format(now),
      computedAt: new Date(wallNow()).toISOString(),
      body,
    }
  })
}
