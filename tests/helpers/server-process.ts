import type { ChildProcess } from 'node:child_process'
import type { Program } from '../../programs/programs.ts'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { programFile } from '../../programs/programs.ts'

const READY = /^GridWall(?: relay)? ready: (\S+)/m

export interface ServerProcess {
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  /** Its address, once it says that it is ready; rejects when it ends before. */
  ready: Promise<string>
  /** Exit status; null when a signal ended it. */
  exited: Promise<number | null>
}

/** A data directory that is removed after the test. */
export function temporaryDataDir(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'gridwall-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** `npm run serve`, on a free port unless told otherwise; ends with the test. */
export function spawnServer(env: Record<string, string>, args: string[] = []): ServerProcess {
  return spawnProgram('server', env, args)
}

/** `npm run relay`, likewise. */
export function spawnRelay(env: Record<string, string>): ServerProcess {
  return spawnProgram('relay', env, [])
}

function spawnProgram(
  program: Program,
  env: Record<string, string>,
  args: string[],
): ServerProcess {
  const child = spawn(process.execPath, [programFile(program), ...args], {
    env: { PATH: process.env.PATH, GRIDWALL_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  const exited = new Promise<number | null>(resolve => child.on('close', resolve))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8')
      const url = READY.exec(stdout)?.[1]
      if (url !== undefined)
        resolve(url)
    })
    void exited.then(code => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  ready.catch(() => {})
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, stdout: () => stdout, stderr: () => stderr, ready, exited }
}
