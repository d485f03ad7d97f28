import type { LoadOptions } from '../../simulator/load/load-options.ts'
import type { LoadReport } from '../../simulator/load/load-report.ts'
import type { LoadListener } from '../../simulator/load/run-load.ts'
import { parseLoadOptions } from '../../simulator/load/load-options.ts'
import { runLoad } from '../../simulator/load/run-load.ts'
import { processIo } from '../../simulator/process-io.ts'

/** A load as the command line starts it, quietly; `signal` ends its sending. */
export async function loadRun(
  url: string,
  token: string,
  options: string,
  listener: LoadListener = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<LoadReport> {
  const parsed = parseLoadOptions(['--to', url, '--token', token, ...options.split(' ')]) as LoadOptions
  const io = { ...processIo(signal), out: () => {}, err: () => {}, status: () => {} }
  return (await runLoad(parsed, io, listener)).report
}

/** What a verdict has against the server, in words; nothing when it is exact. */
export function complaintsOf({ verdict }: LoadReport): string[] {
  return [
    ...verdict.checks.filter(({ expected, actual }) => expected !== actual)
      .map(({ what, expected, actual }) => `${what}: ${actual}, and it should be ${expected}`),
    ...verdict.differences.map(one =>
      `${one.what} of ${one.scope}, ${one.window} ${one.variant} (${one.place}): ${one.theirs}, not ${one.ours}`),
    ...(verdict.exact ? [] : verdict.notes),
  ]
}
