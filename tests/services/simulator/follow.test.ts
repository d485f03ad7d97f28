import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FollowOptions } from '../../../simulator/follow/run-follow.ts'
import type { TestIo } from '../../unit/simulator/sim-fixtures.ts'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runFollow } from '../../../simulator/follow/run-follow.ts'
import { runScaffold } from '../../../simulator/scaffold/run-scaffold.ts'
import { buildFolder, buildIo } from '../../unit/simulator/sim-fixtures.ts'
import { startFakeIntake } from './fake-intake.ts'

const EXAMPLE = 'docs/examples/open311'

type Request = Record<string, unknown>
interface Source { url: string, asked: URLSearchParams[] }

/** An endpoint that answers what it is told to. */
async function startSource(
  answer: (query: URLSearchParams, nth: number) => Request[] | number,
): Promise<Source> {
  const asked: URLSearchParams[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const query = new URL(request.url!, 'http://h').searchParams
    asked.push(query)
    const given = answer(query, asked.length)
    response.writeHead(typeof given === 'number' ? given : 200)
    response.end(typeof given === 'number' ? '{}' : JSON.stringify(given))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/requests.json?jurisdiction_id=x`, asked }
}

async function exampleRequests(): Promise<Request[]> {
  return JSON.parse(await readFile(path.join(EXAMPLE, 'requests.json'), 'utf8')) as Request[]
}

/** A profile made from the example, and what follow needs beside the two addresses. */
async function prepare(): Promise<Pick<FollowOptions, 'mapping' | 'profile' | 'state' | 'everySeconds' | 'once'>> {
  const profile = path.join(await buildFolder(), 'my-311')
  const from = path.join(EXAMPLE, 'requests.json')
  await runScaffold({ from, mapping: path.join(EXAMPLE, 'mapping.json'), out: profile }, buildIo())
  const state = path.join(profile, '../state.json')
  return { profile, mapping: path.join(profile, 'mapping.json'), state, everySeconds: 60, once: true }
}

function idsOf(bodies: readonly string[]): string[] {
  return bodies.flatMap(body =>
    body.split('\n').filter(Boolean).map(line => (JSON.parse(line) as { id: string }).id))
}

it('sends the requests of all pages, remembers them, and in another run only what is new', async () => {
  const [first, second] = await exampleRequests() as [Request, Request]
  let now = [first, second]
  const source = await startSource((query) => {
    const page = Number(query.get('page'))
    return now.slice(page - 1, page)
  })
  const intake = await startFakeIntake()
  const options = { ...await prepare(), from: source.url, destination: { to: intake.url, token: 't' } }
  expect(await runFollow(options, buildIo())).toMatchObject({ sent: 3, rejected: 0 })
  expect(idsOf(intake.bodies)).toEqual(['311-638344-reported', '311-638344-closed', '311-638349-reported'])
  expect(intake.bodies[0]).toContain('"region":"02119","category":"sidewalk-and-curb-issues","channel":"open311"')
  expect(source.asked.map(query => [query.get('page'), query.get('jurisdiction_id'), query.get('updated_after')]))
    .toEqual([['1', 'x', null], ['2', 'x', null], ['3', 'x', null]])

  intake.bodies.length = 0
  source.asked.length = 0
  now = [{ ...second, status: 'closed', updated_datetime: '2026-03-14T16:00:00Z' }, first]
  expect(await runFollow(options, buildIo())).toMatchObject({ sent: 1 })
  expect(idsOf(intake.bodies)).toEqual(['311-638349-closed'])
  expect(source.asked[0]?.get('updated_after')).toBe('2026-03-14T12:14:02Z')

  intake.bodies.length = 0
  await runFollow(options, buildIo())
  expect(intake.bodies).toEqual([''])
})

it('sends again, with the same ids, what was not acknowledged', async () => {
  const all = await exampleRequests()
  const source = await startSource(query => query.get('page') === '1' ? all : [])
  let refuses = true
  const intake = await startFakeIntake(() => refuses ? { status: 401, body: {} } : null)
  const options = { ...await prepare(), from: source.url, destination: { to: intake.url, token: 't' } }
  await expect(runFollow(options, buildIo())).rejects.toThrow('answered 401')
  refuses = false
  expect(await runFollow(options, buildIo())).toMatchObject({ sent: 3 })
  expect(intake.bodies[1]).toBe(intake.bodies[0])
})

it('asks a server that knows no pages twice, not for ever', async () => {
  const all = await exampleRequests()
  const source = await startSource(() => all)
  const intake = await startFakeIntake()
  await runFollow({ ...await prepare(), from: source.url, destination: { to: intake.url, token: 't' } }, buildIo())
  expect(source.asked).toHaveLength(2)
  expect(idsOf(intake.bodies)).toHaveLength(3)
})

it('goes on after a poll that failed, says how many, and sends heartbeats while nothing is new', async () => {
  const all = await exampleRequests()
  const source = await startSource((query, nth) => nth === 1 ? 404 : query.get('page') === '1' ? all : [])
  const intake = await startFakeIntake()
  const io: TestIo = buildIo()
  const sleep = io.sleep
  let polls = 0
  const counting = { ...io, sleep: async (ms: number) => {
    await sleep(ms)
    polls += ms === 60_000 ? 1 : 0
    if (polls === 3)
      io.end.abort()
  } }
  const options = { ...await prepare(), once: false, from: source.url, destination: { to: intake.url, token: 't' } }
  expect(await runFollow(options, counting)).toMatchObject({ sent: 3, interrupted: true })
  expect(io.told.join('')).toContain('answered 404')
  expect(io.printed.join('')).toContain('polls that failed: 1')
  expect(intake.bodies.at(-1)).toBe('')
})

it('counts what the mapping cannot use', async () => {
  const [first] = await exampleRequests()
  const rows = [first!, { ...first, service_request_id: null }, { ...first, service_request_id: 'x', requested_datetime: 'soon' }]
  const source = await startSource(query => query.get('page') === '1' ? rows : [])
  const intake = await startFakeIntake()
  const io = buildIo()
  await runFollow({ ...await prepare(), from: source.url, destination: { to: intake.url, token: 't' } }, io)
  expect(io.printed.join('')).toContain('rejected 1: service_request_id is blank')
  expect(io.printed.join('')).toContain('rejected 1: requested_datetime is not a time')
})

it.each([
  ['{"url":"http://other","newest":null,"sent":[]}', 'is the state of following http://other'],
  ['{"url":1}', 'is no state of follow'],
  ['nonsense', 'is no state of follow'],
])('refuses the state file %s', async (text, message) => {
  const prepared = await prepare()
  await writeFile(prepared.state, text)
  const options = { ...prepared, from: 'http://127.0.0.1:9', destination: { to: 'http://127.0.0.1:9', token: 't' } }
  await expect(runFollow(options, buildIo())).rejects.toThrow(message)
})
