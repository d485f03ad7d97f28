import type { SimIo } from '../sim-io.ts'
import { parseLoadOptions } from './load-options.ts'
import { formatReport } from './report/format-report.ts'
import { writeReport } from './report/write-report.ts'
import { runLoad } from './run-load.ts'
import { LOAD_USAGE } from './usage.ts'

/** `npm run sim -- load`: its exit status is 0 for an exact verdict and 1 for any other. */
export async function loadCommand(args: readonly string[], io: SimIo): Promise<number> {
  const options = parseLoadOptions(args)
  if (options === null) {
    io.out(LOAD_USAGE)
    return 0
  }
  const run = await runLoad(options, io)
  io.out(formatReport(run.report))
  if (options.report !== null) {
    const files = await writeReport(run, options.report)
    io.out(`report: ${files.join(' and ')}\n`)
  }
  return run.report.verdict.exact ? 0 : 1
}
