import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { programFile } from '../../programs/programs.ts'

const READY = /^GridWall ready: (\S+)/m
const START_MS = 60_000
/** The server gives itself 20 s to stop. */
const STOP_MS = 25_000

/** What the bench sends events with. */
export const TOKEN = 'bench-source-token'
/** The profile the load is made for. */
export const PROFILE = 'dongying'

export interface ServerUnderTest {
  url: string
  pid: number
  stop: () => Promise<void>
}

export interface ServerOptions {
  home: string
  /** Where it leaves a CPU profile when it stops; null: none. */
  profileDir: string | null
  /** Settings instead of or beside those of every bench. */
  env?: Record<string, string>
  /** @default one of its own, removed at the end */
  dataDir?: string
  /** How long it may take until it is ready. @default 60 s */
  startMs?: number
  /** Arguments of the server. */
  args?: readonly string[]
}

/**
 * The server as a user starts it, with an embedded engine, on a free port, in a data directory
 * that is removed at the end. Its clock is the stream's: the load tells its own time.
 */
export async function startServer(options: ServerOptions): Promise<ServerUnderTest> {
  const { home, profileDir, env = {}, args = [] } = options
  const dataDir = options.dataDir ?? await mkdtemp(path.join(tmpdir(), 'gridwall-bench-'))
  const profiling = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]
  const child = spawn(process.execPath, [...profiling, programFile('server'), ...args], {
    cwd: home,
    env: {
      GRIDWALL_PORT: '0',
      GRIDWALL_DATA_DIR: dataDir,
      GRIDWALL_PROFILE: PROFILE,
      GRIDWALL_SOURCES: `bench:${TOKEN}`,
      GRIDWALL_CLOCK: 'stream',
      GRIDWALL_LOG_LEVEL: 'warn',
      ...env,
    },
    // Its warnings belong beside the figures that they explain.
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')

  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(killer)
    if (options.dataDir === undefined)
      await rm(dataDir, { recursive: true, force: true })
  }

  try {
    const url = await Promise.race([
      readUrl(child.stdout, options.startMs ?? START_MS),
      exited.then(() => {
        throw new Error('the server did not start: it said why above')
      }),
    ])
    return { url, pid: child.pid!, stop }
  }
  catch (error) {
    await stop()
    throw error
  }
}

async function readUrl(stdout: NodeJS.ReadableStream, startMs: number): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the server is not ready after ${startMs / 1000} s`))
    }, startMs).unref()
    stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const url = READY.exec(text)?.[1]
      if (url !== undefined) {
        clearTimeout(timer)
        resolve(url)
      }
    })
  })
}
