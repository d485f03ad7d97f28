import type { FastifyInstance } from 'fastify'
import type { City } from '../../city/city.ts'
import Type from 'typebox'
import { toProfileBody } from '../../city/profile-body.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { ProfileBody } from '../../contract/profile.ts'
import { createFixedAnswer } from './fixed-answer.ts'

/** What the city is: its words, its regions, its outlines. */
export async function profileRoutes(app: FastifyInstance, { city }: { city: City }): Promise<void> {
  app.get('/api/v1/profile', {
    schema: {
      tags: ['wall'],
      summary: 'The city: levels, regions, categories, channels, workflow, metrics',
      response: { 200: ProfileBody, 401: ErrorBody },
    },
  }, createFixedAnswer(toProfileBody(city)))

  app.get('/api/v1/profile/outlines', {
    schema: {
      tags: ['wall'],
      summary: 'Outlines of regions as GeoJSON; 204 when the profile has none',
      response: {
        200: Type.Unsafe({ type: 'object', description: 'GeoJSON FeatureCollection' }),
        204: Type.Null(),
        401: ErrorBody,
      },
    },
  }, city.outlines
    ? createFixedAnswer(city.outlines)
    : async (_request, reply) => reply.code(204).send())
}
