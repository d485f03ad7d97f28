import type { Replayed } from '../../../simulator/replay/replay-state.ts'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { keepPlace } from '../../../simulator/replay/keep-place.ts'
import { runReplay } from '../../../simulator/replay/run-replay.ts'
import { streamDigest } from '../../../simulator/replay/stream-digest.ts'
import { buildFolder, buildIo } from './sim-fixtures.ts'

const REPLAYED: Replayed = {
  from: 'cases.csv',
  mapping: 'mapping.json',
  to: 'http://127.0.0.1:3000/',
  shift: 'days',
  stream: 'ab12',
}

async function stateFile(): Promise<string> {
  return path.join(await buildFolder(), 'state.json')
}

it('a replay begins at the start, moved by the days of today, and keeps both at once', async () => {
  const file = await stateFile()
  const place = await keepPlace(file, REPLAYED, 14)
  expect(place.beginning).toEqual({ days: 14, sent: 0 })
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...REPLAYED, days: 14, sent: 0 })
})

it('another run goes on after what was acknowledged, moved by the days of the first', async () => {
  const file = await stateFile()
  await (await keepPlace(file, REPLAYED, 14)).onAcked(4000)
  const second = await keepPlace(file, REPLAYED, 15)
  expect(second.beginning).toEqual({ days: 14, sent: 4000 })
  await second.onAcked(10)
  expect((await keepPlace(file, REPLAYED, 16)).beginning).toEqual({ days: 14, sent: 4010 })
})

it.each([
  [{ from: 'other.csv', stream: 'cd' }, 'it read cases.csv by mapping.json, this one reads other.csv by mapping.json'],
  [{ mapping: 'm2.json', stream: 'cd' }, 'this one reads cases.csv by m2.json'],
  [{ from: 'e.ndjson', mapping: null, stream: 'cd' }, 'this one reads e.ndjson. Give --state a file of its own'],
  [{ stream: 'cd' }, 'cases.csv by mapping.json gives other events now, because the file, the mapping'],
  [{ to: 'http://127.0.0.1:8080/' }, 'it was sent to http://127.0.0.1:3000/, this one goes to http://127.0.0.1:8080/'],
  [{ shift: 'none' as const }, 'it had --shift days, this one has none'],
])('a state is refused for a replay with %j', async (changes, message) => {
  const file = await stateFile()
  await keepPlace(file, REPLAYED, 0)
  const before = await readFile(file, 'utf8')
  await expect(keepPlace(file, { ...REPLAYED, ...changes }, 0)).rejects.toThrow(message)
  expect(await readFile(file, 'utf8')).toBe(before)
})

it('the same events from a file that was moved are the same replay', async () => {
  const file = await stateFile()
  await (await keepPlace(file, REPLAYED, 0)).onAcked(5)
  const moved = { ...REPLAYED, from: '/elsewhere/cases.csv' }
  expect((await keepPlace(file, moved, 0)).beginning.sent).toBe(5)
})

it.each(['nonsense', '{}', JSON.stringify({ ...REPLAYED, days: 0, sent: -1 })])('refuses the file %s', async (text) => {
  const file = await stateFile()
  await writeFile(file, text)
  await expect(keepPlace(file, REPLAYED, 0)).rejects.toThrow('is no state of replay, give --state another file')
})

it('says that a state cannot be written before anything is sent', async () => {
  const file = path.join(await buildFolder(), 'nowhere/state.json')
  await expect(keepPlace(file, REPLAYED, 0)).rejects.toThrow('cannot write --state')
})

it('is not for a file, which each run writes anew', async () => {
  const from = path.join(await buildFolder(), 'e.ndjson')
  await writeFile(from, '{"id":"1","caseId":"c","type":"closed","at":"2026-01-02T10:00:00+08:00"}\n')
  const options = { from, profile: 'dongying', destination: { out: '/dev/null' }, state: 's' }
  await expect(runReplay(options, buildIo())).rejects.toThrow('--state is for a server')
})

it('two streams have the same digest when they have the same events in the same order', () => {
  const [a, b] = ['a', 'b'].map(id => ({ id, caseId: id, type: 'closed' as const, at: 7, attributes: '' }))
  expect(streamDigest([a!, b!])).toBe(streamDigest([{ ...a! }, { ...b! }]))
  const others = [[b!, a!], [a!], [a!, { ...b!, at: 8 }], [a!, { ...b!, dueAt: 9 }], [a!, { ...b!, dueAt: null }], [a!, { ...b!, attributes: ',"x":1' }]]
  for (const other of others)
    expect(streamDigest(other)).not.toBe(streamDigest([a!, b!]))
})
