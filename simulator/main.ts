import { CityError } from '../city/city-error.ts'
import { runGenerate } from './generate/run-generate.ts'
import { loadCommand } from './load/load-command.ts'
import { parseOptions } from './parse-options.ts'
import { processIo } from './process-io.ts'
import { runReplay } from './replay/run-replay.ts'
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
    const summary = parsed.command === 'replay'
      ? await runReplay(parsed.options, io)
      : await runGenerate(parsed.options, io)
    return summary.rejected > 0 ? 1 : 0
  }
  catch (error) {
    if (!(error instanceof SimError || error instanceof CityError))
      throw error
    io.err(`${error.code}: ${error.message}\n`)
    return error.code === 'usage' ? 2 : 1
  }
}
