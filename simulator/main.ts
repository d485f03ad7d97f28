import type { Summary } from './delivery/summary.ts'
import type { Command } from './parse-options.ts'
import type { SimIo } from './sim-io.ts'
import { CityError } from '../city/city-error.ts'
import { runFollow } from './follow/run-follow.ts'
import { runGenerate } from './generate/run-generate.ts'
import { loadCommand } from './load/load-command.ts'
import { parseOptions } from './parse-options.ts'
import { processIo } from './process-io.ts'
import { runRecord } from './record/run-record.ts'
import { runReplay } from './replay/run-replay.ts'
import { runScaffold } from './scaffold/run-scaffold.ts'
import { runScenario } from './scenario/run-scenario.ts'
import { SimError } from './sim-error.ts'
import { USAGE } from './usage.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const end = new AbortController()
  const io = processIo(end.signal)
  // The first signal ends the run with its summary, a second one ends the process.
  process.once('SIGINT', () => end.abort())
  process.once('SIGTERM', () => end.abort())
  try {
    if (args[0] === 'load')
      return await loadCommand(args.slice(1), io)
    const parsed = parseOptions(args)
    if (parsed.command === 'help') {
      io.out(USAGE)
      return 0
    }
    return await run(parsed, io) ? 0 : 1
  }
  catch (error) {
    if (!(error instanceof SimError || error instanceof CityError))
      throw error
    io.err(`${error.code}: ${error.message}\n`)
    return error.code === 'usage' ? 2 : 1
  }
}

/** Whether nothing was rejected. */
async function run(
  command: Exclude<Command, { command: 'help' }>,
  io: SimIo,
): Promise<boolean> {
  const allTaken = ({ rejected, rejectedRows }: Summary): boolean =>
    rejected === 0 && rejectedRows === 0
  switch (command.command) {
    case 'replay': return allTaken(await runReplay(command.options, io))
    case 'generate': return allTaken(await runGenerate(command.options, io))
    case 'scenario': return allTaken(await runScenario(command.options, io))
    case 'follow': return allTaken(await runFollow(command.options, io))
    case 'record':
      await runRecord(command.options, io)
      return true
    case 'scaffold': return (await runScaffold(command.options, io)).rejected === 0
  }
}
