import type { OutEvent } from '../../../simulator/sinks/sink.ts'
import { describe, expect, it } from 'vitest'
import { HttpSink } from '../../../simulator/sinks/http-sink.ts'
import { buildIo } from '../../unit/simulator/sim-fixtures.ts'
import { startFakeIntake } from './fake-intake.ts'

function events(count: number, cases = count): OutEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const caseId = `c${i % cases}`
    return { caseId, at: i, line: JSON.stringify({ id: `e${i}`, caseId }) }
  })
}

describe('sending to a server', () => {
  it('posts lines with the token and counts what was taken', async () => {
    const intake = await startFakeIntake()
    const sink = new HttpSink(`${intake.url}/`, 'secret', buildIo())
    await sink.send(events(3), false)
    await sink.close()
    expect(intake.bodies).toEqual([`${events(3).map(event => event.line).join('\n')}\n`])
    expect(intake.tokens).toEqual(['Bearer secret'])
    expect(sink.tally).toMatchObject({ sent: 3, accepted: 3, duplicates: 0, retries: 0 })
  })

  it('repeats the same bytes after a lost connection', async () => {
    const intake = await startFakeIntake(request => request <= 2 ? 'hang up' : null)
    const sink = new HttpSink(intake.url, 't', buildIo())
    await sink.send(events(5), false)
    expect(new Set(intake.bodies).size).toBe(1)
    expect(intake.bodies).toHaveLength(3)
    expect(sink.tally).toMatchObject({ sent: 5, accepted: 5, retries: 2 })
  })

  it.each([429, 503])('waits as long as an answer of %i asks, then repeats', async (status) => {
    const busy = { status, headers: { 'retry-after': '4' }, body: { code: 'busy', message: '' } }
    const intake = await startFakeIntake(request => request === 1 ? busy : null)
    const io = buildIo()
    const sink = new HttpSink(intake.url, 't', io)
    await sink.send(events(2), false)
    expect(io.slept).toEqual([4100])
    expect(intake.bodies[1]).toBe(intake.bodies[0])
  })

  it('gives up on an answer that repeating would not change', async () => {
    const refusal = { status: 401, body: { code: 'unauthorized', message: 'unknown token' } }
    const intake = await startFakeIntake(() => refusal)
    const sink = new HttpSink(intake.url, 'wrong', buildIo())
    await expect(sink.send(events(1), false)).rejects.toThrow(/401.*unknown token.*Check --to and --token/)
    expect(intake.bodies).toHaveLength(1)
  })

  it('says so when something else than GridWall answers', async () => {
    const intake = await startFakeIntake(() => ({ status: 200, body: { hello: 'world' } }))
    const sink = new HttpSink(intake.url, 't', buildIo())
    await expect(sink.send(events(1), false)).rejects.toThrow('which is no intake answer')
  })

  it('gives up on a server that stays away, after many attempts', async () => {
    const intake = await startFakeIntake(() => 'hang up')
    const sink = new HttpSink(intake.url, 't', buildIo())
    await expect(sink.send(events(1), false)).rejects.toThrow('did not take a batch in 36 attempts')
    expect(intake.bodies).toHaveLength(36)
  })

  it('stops repeating when the run is ended', async () => {
    const io = buildIo()
    const intake = await startFakeIntake(() => {
      io.end.abort()
      return 'hang up'
    })
    const sink = new HttpSink(intake.url, 't', io)
    await sink.send(events(1), false)
    expect(intake.bodies).toHaveLength(1)
    expect(sink.tally.sent).toBe(0)
  })

  it('counts rejections by their codes, also the unlisted ones', async () => {
    const rejected = [{ line: 1, id: 'e0', code: 'bad_time', message: 'no such day' }]
    const body = { accepted: 1, duplicates: 1, rejected, rejectedCount: 3, seq: 1 }
    const intake = await startFakeIntake(() => ({ status: 200, body }))
    const sink = new HttpSink(intake.url, 't', buildIo())
    await sink.send(events(5), false)
    expect(Object.fromEntries(sink.tally.rejected)).toEqual({ bad_time: 1, unlisted: 2 })
    expect(sink.tally.examples).toEqual(['bad_time e0: no such day'])
  })

  it('splits by number and by size', async () => {
    const intake = await startFakeIntake()
    const sink = new HttpSink(intake.url, 't', buildIo())
    await sink.send(events(4500), false)
    const long = 'x'.repeat(400_000)
    await sink.send([1, 2, 3].map(() => ({ caseId: 'c', at: 0, line: long })), false)
    expect(intake.bodies.map(body => body.trimEnd().split('\n').length)).toEqual([2000, 2000, 500, 2, 1])
  })

  it('pipelined, keeps the order within each case though requests are repeated', async () => {
    const intake = await startFakeIntake(request => request % 3 === 0 ? 'hang up' : null)
    const sink = new HttpSink(intake.url, 't', buildIo())
    const all = events(20_000, 700)
    for (let i = 0; i < all.length; i += sink.batchSize)
      await sink.send(all.slice(i, i + sink.batchSize), true)
    await sink.close()
    const last = new Map<string, number>()
    const taken = intake.bodies.filter((_, i) => (i + 1) % 3 !== 0)
    for (const line of taken.flatMap(body => body.trimEnd().split('\n'))) {
      const { id, caseId } = JSON.parse(line) as { id: string, caseId: string }
      const number = Number(id.slice(1))
      expect(number).toBeGreaterThan(last.get(caseId) ?? -1)
      last.set(caseId, number)
    }
    expect(sink.tally.sent).toBe(20_000)
  })

  it('counts as arrived what lies before the first gap, whatever came after it', async () => {
    const end = new AbortController()
    // The other lane's request of the second batch is never answered.
    const intake = await startFakeIntake(() => {
      const isGap = intake.bodies.length > 2 && intake.bodies.at(-1)!.includes('"caseId":"c0"')
      if (isGap)
        end.abort()
      return isGap ? 'hang up' : null
    })
    const sink = new HttpSink(intake.url, 't', { ...buildIo(), signal: end.signal })
    for (let batch = 0; batch < 3; batch++)
      await sink.send(events(100, 2), true)
    await sink.close()
    expect(sink.acked).toBe(100)
    expect(sink.tally.sent).toBeGreaterThan(100)
  })

  it('pipelined, sends a second request while the first waits, and no third', async () => {
    let open = (): void => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const intake = await startFakeIntake(() => null, async (requests) => {
      if (requests >= 2)
        setImmediate(open)
      await gate
    })
    const sink = new HttpSink(intake.url, 't', buildIo())
    for (let i = 0; i < 4; i++)
      await sink.send(events(200), true)
    await sink.close()
    expect(intake.mostInFlight).toBe(2)
    expect(intake.bodies).toHaveLength(8)
  })
})

describe('a heartbeat', () => {
  it('is one empty request with the token', async () => {
    const intake = await startFakeIntake()
    const sink = new HttpSink(`${intake.url}/`, 'secret', buildIo())
    await sink.heartbeat()
    expect([intake.bodies, intake.tokens]).toEqual([[''], ['Bearer secret']])
    expect(sink.tally.sent).toBe(0)
  })

  it('is not repeated and fails nothing when the server is away', async () => {
    const intake = await startFakeIntake(() => 'hang up')
    const sink = new HttpSink(intake.url, 't', buildIo())
    await sink.heartbeat()
    await sink.close()
    expect(intake.bodies).toHaveLength(1)
  })
})
