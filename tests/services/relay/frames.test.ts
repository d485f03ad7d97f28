import type { Frame } from '../../../contract/frame.ts'
import type { WallClient } from '../../helpers/wall-client.ts'
import { expect, it } from 'vitest'
import { startRedis } from '../../helpers/redis-server.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall } from '../../helpers/wall-client.ts'
import { applyDelta } from '../../../web/live/frame-chain.ts'

it('shows on two relays what the server shows, tick for tick', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relays = await Promise.all([1, 2].map(async () => startRelay(redis.url, server.url)))
  await Promise.all(relays.map(becomesReady))
  const frame = await connectWall(relays[0]!.url).show('c')
  expect(frame.scope).toBe('c')
})
