import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a command with our terminal; its exit status, 1 when a signal ended it. */
export async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit') as [number | null]
  return code ?? 1
}
