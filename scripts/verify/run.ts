import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Ran {
  /** Exit status, 1 when a signal ended it. */
  status: number
  /** What it wrote to stdout and stderr, in the order of arrival. */
  output: string
}

/** Runs a command with our terminal; its exit status, 1 when a signal ended it. */
export async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit') as [number | null]
  return code ?? 1
}

/** Runs a command and keeps what it writes, so that another may write at the same time. */
export async function runAside(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  const [code] = await once(child, 'close') as [number | null]
  return { status: code ?? 1, output }
}
