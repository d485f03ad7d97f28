import type { StateStore } from '../../../server/intake/state-store.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSourceRegister } from '../../../server/intake/source-register.ts'
import { openStateStore } from '../../../server/intake/state-store.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const NOW = Date.UTC(2026, 10, 21)
const log = { warn: vi.fn() }
let store: StateStore

beforeEach(async () => {
  store = openStateStore(await temporaryDirectory())
})
afterEach(async () => store.close())

function open(now = NOW) {
  const commit = vi.spyOn(store, 'commit')
  return { register: createSourceRegister({ store, wallNow: () => now, log }), commit }
}

it('has a promise on disk when it answers', async () => {
  const { register } = open()
  expect(await register.promise('a', NOW - 5000)).toMatchObject({ watermark: NOW - 5000, heardAt: NOW })
  expect(store.sources.get('a')).toMatchObject({ watermark: NOW - 5000, promised: true })
})

it('answers an older promise with the newer one that it has', async () => {
  const { register } = open()
  await register.promise('a', NOW)
  await register.close()
  expect(await open().register.promise('a', NOW - 60_000)).toMatchObject({ watermark: NOW })
})

it('shares one write among all who come while it waits', async () => {
  const { register, commit } = open()
  await register.promise('a', 1)
  await Promise.all(Array.from({ length: 50 }, async (_, i) => register.promise(`s${i % 3}`, i)))
  expect(commit).toHaveBeenCalledTimes(2)
  expect(store.sources.get('s1')).toMatchObject({ watermark: 49 })
})

it('writes what was only heard when it closes, and knows it when it opens again', async () => {
  const { register } = open()
  register.hear('a')
  expect(store.sources.get('a')).toBeUndefined()
  await register.close()
  expect(open(NOW + 5).register.get('a')).toMatchObject({ heardAt: NOW, eventAt: null })
})

it('leaves a source alone whose record went to disk with its events', async () => {
  const { register, commit } = open()
  register.hear('a')
  register.took(new Map([['a', { receivedAt: NOW, newestAt: NOW - 7 }]]))
  await register.close()
  expect(commit).not.toHaveBeenCalled()
  expect(register.get('a')).toMatchObject({ eventAt: NOW, watermark: NOW - 7 })
})

it('keeps what could not be written for the next time', async () => {
  const { register, commit } = open()
  commit.mockRejectedValueOnce(new Error('ENOSPC'))
  await expect(register.promise('a', NOW)).rejects.toThrow('ENOSPC')
  await register.promise('b', NOW)
  expect(store.sources.get('a')).toMatchObject({ watermark: NOW })
})
