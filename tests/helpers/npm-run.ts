import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'

export interface Command {
  output: () => string
  /** Resolves when the output matches; rejects when the command ends before. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Ctrl-C: SIGINT to everything in its terminal's foreground. */
  interrupt: () => void
  exited: Promise<number | null>
  /** Processes of it that still live. */
  survivors: () => number[]
}

/** `npm run …` as a user types it, in a process group of its own; killed when the test ends. */
export function npmRun(args: readonly string[], env: Record<string, string> = {}): Command {
  const child = spawn('npm', ['run', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = child.pid!
  let output = ''
  const keep = (chunk: Buffer): string => output += chunk.toString()
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
  onTestFinished(() => {
    if (membersOf(group).length > 0)
      process.kill(-group, 'SIGKILL')
  })
  return {
    output: () => output,
    says: async pattern => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output)
        if (found)
          resolve(found)
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      void exited.then(code => reject(new Error(`npm run ${args.join(' ')}: ${code}\n${output}`)))
      look()
    }),
    interrupt: () => process.kill(-group, 'SIGINT'),
    exited,
    survivors: () => membersOf(group),
  }
}

/** Live processes of a process group, from /proc. */
function membersOf(group: number): number[] {
  return readdirSync('/proc').map(Number).filter((pid) => {
    if (!Number.isInteger(pid) || !existsSync(`/proc/${pid}/stat`))
      return false
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(pgrp) === group && state !== 'Z'
    }
    catch {
      return false
    }
  })
}
