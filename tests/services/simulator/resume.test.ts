import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { programFile } from '../../../programs/programs.ts'
import { writeProfile } from '../../unit/city/tiny-profile.ts'
import { buildFolder } from '../../unit/simulator/sim-fixtures.ts'
import { startFakeIntake } from './fake-intake.ts'

const MAPPING = {
  caseId: { column: 'no' },
  timeFormats: ['iso'],
  leaveOut: [{ column: 'kind', in: ['test'] }],
  steps: [{ type: 'reported', column: 'opened' }],
  region: { fixed: 't' },
  category: { fixed: 'roads' },
  channel: { fixed: 'app' },
}

interface Run { child: ChildProcess, exited: Promise<number | null>, output: () => string }

/** `npm run sim -- replay`, without npm: what is killed is the simulator itself. */
function replay(options: Record<string, string>): Run {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const child = spawn(process.execPath, [programFile('sim'), 'replay', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => output += chunk.toString())
  child.stderr.on('data', (chunk: Buffer) => output += chunk.toString())
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return { child, exited, output: () => output }
}

/** A table of so many cases, one a minute, and other rows after it. */
async function table(
  folder: string,
  cases: number,
  others: readonly string[] = [],
): Promise<string> {
  const file = path.join(folder, 'cases.csv')
  const start = Date.parse('2026-01-02T10:00:00Z')
  const rows = Array.from({ length: cases }, (_, i) =>
    `${i},${new Date(start + i * 60_000).toISOString()},case`)
  await writeFile(file, ['no,opened,kind', ...rows, ...others].join('\n'))
  return file
}

/** The times of the events that were sent, by their ids. */
function timesOf(bodies: readonly string[]): Map<string, string> {
  const lines = bodies.flatMap(body => body.split('\n').filter(Boolean))
  const events = lines.map(line => JSON.parse(line) as { id: string, at: string })
  expect(new Set(events.map(({ id }) => id)).size, 'a run sends nothing twice').toBe(events.length)
  return new Map(events.map(({ id, at }) => [id, at]))
}

it('goes on where it was after it was killed, and sends nothing again that the server had acknowledged', async () => {
  const cases = 30_000
  const folder = await buildFolder()
  const profile = await writeProfile()
  const state = path.join(folder, 'state.json')
  await writeFile(path.join(profile, 'mapping.json'), JSON.stringify(MAPPING))
  let run: Run | null = null
  const intake = await startFakeIntake(() => null, async (requests) => {
    if (requests === 7) {
      run!.child.kill('SIGKILL')
      await run!.exited
    }
  })
  const from = await table(folder, cases)
  const options = { from, profile, state, shift: 'days', to: intake.url, token: 't' }
  run = replay(options)
  expect(await run.exited).toBeNull()
  const first = timesOf(intake.bodies)
  const { sent } = JSON.parse(await readFile(state, 'utf8')) as { sent: number }
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(first.size)

  intake.bodies.length = 0
  const again = replay(options)
  expect(await again.exited, again.output()).toBe(0)
  const second = timesOf(intake.bodies)
  expect(second.size).toBe(cases - sent)
  expect(new Set([...first.keys(), ...second.keys()]).size).toBe(cases)
  expect(again.output()).toContain(`${sent} of ${cases} events were sent before, says ${state}`)
  // What was under way is sent again, with the times that it had.
  const repeated = [...second].filter(([id]) => first.has(id))
  expect(repeated.length).toBeGreaterThan(0)
  expect(repeated.filter(([id, at]) => first.get(id) !== at)).toEqual([])

  intake.bodies.length = 0
  const third = replay(options)
  expect(await third.exited, third.output()).toBe(0)
  expect(timesOf(intake.bodies).size).toBe(0)

  await table(folder, cases + 1)
  const other = replay(options)
  expect(await other.exited).toBe(2)
  expect(other.output()).toContain('gives other events now')
  expect(timesOf(intake.bodies).size).toBe(0)
})

it('exits with 1 for rows that give no case, with the reasons counted, and with 0 for rows left out on purpose', async () => {
  const folder = await buildFolder()
  const profile = await writeProfile()
  await writeFile(path.join(profile, 'mapping.json'), JSON.stringify(MAPPING))
  const intake = await startFakeIntake()
  const options = { profile, to: intake.url, token: 't' }
  const fine = replay({ ...options, from: await table(folder, 5, ['x,2026-01-02T10:00:00Z,test', ',soon,test']) })
  expect(await fine.exited, fine.output()).toBe(0)
  expect(fine.output()).toContain('read 7 rows, left out 2, rejected 0\nsent 5 events')

  const faulty = replay({ ...options, from: await table(folder, 5, ['x,soon,case', 'y,later,case', ',,case', 'z,,test']) })
  expect(await faulty.exited, faulty.output()).toBe(1)
  expect(faulty.output()).toContain('read 9 rows, left out 1, rejected 3\n  rejected 2: opened is not a time\n  rejected 1: no is blank\nsent 5 events')
})
