import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ClickHouseError } from '../../../server/clickhouse/clickhouse-error.ts'
import { createExchange } from '../../../server/clickhouse/exchange.ts'

const exchange = createExchange('hush')
const LONG_MS = 60_000

async function until(abort: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    abort.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
  })
}

describe('once a question is answered', () => {
  it.each([['its deadline', undefined], ['its caller', new AbortController().signal]])(
    'nothing listens to %s any more, so the answer is not kept until then',
    async (_, signal) => {
      let heard: AbortSignal | undefined
      const answer = await exchange(signal, LONG_MS, async (abort) => {
        heard = abort
        expect(getEventListeners(abort, 'abort')).toHaveLength(1)
        return Promise.resolve('answer')
      })
      expect(answer).toBe('answer')
      expect(getEventListeners(heard!, 'abort')).toHaveLength(0)
    },
  )

  it('neither when it failed', async () => {
    let heard: AbortSignal | undefined
    await expect(exchange(undefined, LONG_MS, async (abort) => {
      heard = abort
      return Promise.reject(new Error('refused: hush'))
    })).rejects.toThrow(ClickHouseError)
    expect(getEventListeners(heard!, 'abort')).toHaveLength(0)
  })
})

it('ends at the deadline though the server says nothing', async () => {
  await expect(exchange(undefined, 20, until)).rejects.toMatchObject({ kind: 'unreachable' })
})

it('ends when its caller does', async () => {
  const caller = new AbortController()
  const asked = exchange(caller.signal, LONG_MS, until)
  caller.abort()
  await expect(asked).rejects.toMatchObject({ message: 'The query was cancelled by its caller.' })
  await expect(exchange(caller.signal, LONG_MS, until)).rejects.toThrow('cancelled by its caller')
})
