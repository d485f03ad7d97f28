import type { ChildProcess } from 'node:child_process'
import type { EngineLog } from './engine-log.ts'
import type { FromEngine, ToEngine } from './messages.ts'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { programFile } from '../../../programs/programs.ts'
import { EngineStartError } from './engine-start-error.ts'

/** libuv threads beside those that queries occupy: files, compression, names. */
const SPARE_THREADS = 4
const STDERR_LINES_KEPT = 5

export interface EngineProcess {
  pid: number
  port: number
  /** Why it ended, in words, once it has. */
  exited: Promise<string>
  /** Asks it to end and waits; kills it when it does not within `killMs`. */
  close: (killMs: number) => Promise<void>
}

/**
 * Starts the process and waits until it answers on its port.
 * @throws {EngineStartError}
 */
export async function spawnEngineProcess(
  start: ToEngine & { kind: 'start' },
  log: EngineLog,
): Promise<EngineProcess> {
  const child = fork(programFile('engine-process'), {
    execArgv: [],
    // Nothing of the parent's environment: it may hold secrets, and a zone would move days.
    env: { UV_THREADPOOL_SIZE: `${start.sessions + 1 + SPARE_THREADS}`, TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const said = logStderr(child, log)
  const exited = once(child, 'exit').then(([code, signal]) =>
    [`exit code ${code ?? 'none'}, signal ${signal ?? 'none'}`, ...said].join('; '))
  child.send(start satisfies ToEngine)
  const port = await Promise.race([waitForReady(child), exited.then((why) => {
    throw new EngineStartError('engine_start_failed', `The engine did not start: ${why}.`)
  })])
  return {
    pid: child.pid as number,
    port,
    exited,
    async close(killMs) {
      if (child.connected)
        child.send({ kind: 'close' } satisfies ToEngine)
      const deadline = setTimeout(() => child.kill('SIGKILL'), killMs)
      await exited
      clearTimeout(deadline)
    },
  }
}

async function waitForReady(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('message', (message: FromEngine) => {
      if (message.kind === 'ready')
        resolve(message.port)
      else
        reject(new EngineStartError(message.code, message.message, message.final))
    })
  })
}

/** @returns the last lines said, kept up to date */
function logStderr(child: ChildProcess, log: EngineLog): string[] {
  const last: string[] = []
  if (child.stderr !== null) {
    createInterface(child.stderr).on('line', (line) => {
      log.warn({ line }, 'embedded engine')
      last.push(line)
      last.splice(0, last.length - STDERR_LINES_KEPT)
    })
  }
  return last
}
