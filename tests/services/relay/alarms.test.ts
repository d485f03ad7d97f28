import type { AlarmBoard } from '../../../contract/alarms.ts'
import type { Alarms } from '../../../server/alarms/alarms.ts'
import { expect, it } from 'vitest'
import { startRedis } from '../../helpers/redis-server.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall } from '../../helpers/wall-client.ts'

/** Alarms that are only a number of each scope. */
function countedAlarms(): Alarms & { raise: () => void } {
  const listeners = new Set<() => void>()
  let total = 1
  const unused = async (): Promise<never> => {
    throw new Error('not asked for here')
  }
  return {
    board: scope => ({ scope, active: [], total, unacknowledged: total }),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    raise() {
      total++
      listeners.forEach(listener => listener())
    },
    list: unused,
    acknowledge: unused,
    readings: () => ({
      active: [],
      rounds: 0,
      failures: 0,
      suppressed: 0,
      workedMs: 0,
      evaluatedAt: null,
    }),
    start() {},
    async close() {},
  }
}

it('shows the server\'s alarms to who joins, and each change to who is there', async () => {
  const redis = await startRedis()
  const alarms = countedAlarms()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url }, { alarms })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const boards: AlarmBoard[] = []
  const wall = connectWall(relay.url)
  wall.on('alarms:changed', board => boards.push(board))
  await wall.show('n')
  await expect.poll(() => boards.at(-1)).toMatchObject({ scope: 'n', total: 1 })
  expect(boards.every(board => board.total === 1)).toBe(true)
  alarms.raise()
  await expect.poll(() => boards.at(-1)).toMatchObject({ scope: 'n', total: 2 })
})

it('shows what was raised while Redis was away', async () => {
  const redis = await startRedis()
  const alarms = countedAlarms()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url }, { alarms })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const wall = connectWall(relay.url)
  let board: AlarmBoard | null = null
  wall.on('alarms:changed', arrived => (board = arrived))
  await wall.show('c')
  await redis.kill()
  alarms.raise()
  await redis.start()
  await expect.poll(() => board).toMatchObject({ scope: 'c', total: 2 })
})
