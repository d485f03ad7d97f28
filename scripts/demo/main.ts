import type { Child } from './child.ts'
import type { DemoOptions } from './options.ts'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { programFile } from '../../programs/programs.ts'
import { startChild } from './child.ts'
import { freePort } from './free-port.ts'
import { readOptions } from './options.ts'

const READY = /GridWall ready: (\S+)/
/** Days of Boston's stream that are there when the replay begins: a wall is never empty. */
const BOSTON_WARM_DAYS = 31
const HISTORY_DAYS = 30
const CASES_PER_DAY = 3000

/** Builds the page, starts engine, server and simulator, says where the wall is, and stays. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`)
    return 2
  }
  const stopped = whenStopped()
  let stopping = false
  void stopped.then(() => stopping = true)
  const failed = async (who: string, code: number | null): Promise<number> => {
    // Ctrl-C may reach a child before it reaches us: then its end is no failure.
    await pause(500)
    if (!stopping)
      process.stderr.write(`${who} ended with ${code ?? 'a signal'}\n`)
    return stopping ? 0 : 1
  }
  const children: Child[] = []
  try {
    // In a process of its own: a demo that stays up for days need not keep its half gigabyte.
    const builder = startChild(['scripts/build.mjs', '--if-changed'], {}, 'inherit')
    children.push(builder)
    const status = await Promise.race([builder.exited, stopped.then(() => 0)])
    if (status !== 0 || stopping)
      return await failed('the build', status)
    const token = randomBytes(16).toString('hex')
    const server = await startServer(options, token)
    children.push(server)
    const url = await Promise.race([readyUrl(server), stopped])
    if (url === null)
      return 0
    say(`\n  The wall: ${url}\n  The API:  ${url}/api/docs\n  Ctrl-C stops everything.\n`)
    const simulator = startSimulator(options, url, token)
    children.push(simulator)
    return await Promise.race([
      stopped.then(() => 0),
      server.exited.then(async code => failed('the server', code)),
      // A stream that has ended leaves its wall standing.
      simulator.exited.then(async code => code === 0 ? stopped : failed('the simulator', code)),
    ]) ?? 0
  }
  finally {
    for (const child of children.reverse())
      await child.stop()
  }
}

async function startServer({ profile, port }: DemoOptions, token: string): Promise<Child> {
  const directory = `data/demo-${profile}`
  // The demo's history ends now: yesterday's would leave a hole, so it is made anew.
  await rm(directory, { recursive: true, force: true })
  return startChild([programFile('server')], {
    GRIDWALL_PROFILE: profile,
    GRIDWALL_PORT: String(await freePort(port)),
    GRIDWALL_DATA_DIR: directory,
    GRIDWALL_SOURCES: `demo:${token}`,
    GRIDWALL_CLOCK: profile === 'boston' ? 'stream' : 'wall',
    GRIDWALL_LOG_LEVEL: 'warn',
    // Who watches a demo wants to see that it adds up, and the machine has little else to do.
    GRIDWALL_AUDIT_PERCENT: '15',
  }, 'pipe')
}

function startSimulator(options: DemoOptions, url: string, token: string): Child {
  const target = ['--profile', options.profile, '--to', url, '--token', token]
  const args = [programFile('sim'), ...simulatorCommand(options), ...target]
  return startChild(args, {}, 'inherit')
}

function simulatorCommand({ profile, rate, speed, scenario }: DemoOptions): string[] {
  if (scenario !== undefined)
    return ['scenario', scenario, '--live', '--loop', '--speed', speed]
  return profile === 'boston'
    ? [
        'replay',
        '--from',
        'profiles/boston/data/boston-311-2011-07-to-10.csv.gz',
        '--mapping',
        'profiles/boston/mapping.json',
        '--speed',
        speed,
        '--warm',
        String(BOSTON_WARM_DAYS),
        // The stream ends; its source is then quiet, not late.
        '--stay',
      ]
    : [
        'generate',
        '--days',
        String(HISTORY_DAYS),
        '--per-day',
        String(CASES_PER_DAY),
        '--seed',
        '1',
        // More than the history had would be a surge, and the wall would say so all the time.
        '--live',
        ...rate === undefined ? [] : ['--rate', String(rate)],
      ]
}

async function readyUrl(server: Child): Promise<string> {
  for await (const line of createInterface({ input: server.process.stdout! })) {
    const url = READY.exec(line)?.[1]
    if (url !== undefined)
      return url
  }
  throw new Error('the server ended before it was ready')
}

async function whenStopped(): Promise<null> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(null))
  })
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
