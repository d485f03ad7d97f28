import type { LoadOptions } from '../../simulator/load/load-options.ts'
import type { LoadReport } from '../../simulator/load/load-report.ts'
import type { LoadListener } from '../../simulator/load/run-load.ts'
import type { BenchContext } from '../bench.ts'
import type { Figure } from '../report/figure.ts'
import { runLoad } from '../../simulator/load/run-load.ts'
import { NO_CHAOS } from '../../simulator/load/stream/chaos-shares.ts'
import { processIo } from '../../simulator/process-io.ts'
import { PROFILE, TOKEN } from '../processes/start-server.ts'

type Chosen = Pick<LoadOptions, 'rate' | 'seconds'> & Partial<LoadOptions>

/**
 * `npm run sim -- load` against a server of the bench; its words go to the bench's own. `signal`
 * ends the sending before its time.
 */
export async function runBenchLoad(
  { say, opened }: Pick<BenchContext, 'say' | 'opened'>,
  url: string,
  options: Chosen,
  listener: LoadListener = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<LoadReport> {
  const end = new AbortController()
  // A bench that fails must not leave producers behind.
  opened.add(async () => end.abort())
  const ended = AbortSignal.any([end.signal, signal])
  const io = { ...processIo(ended), err: (text: string) => say(text.trimEnd()) }
  const { report } = await runLoad({
    to: url,
    token: TOKEN,
    viewToken: null,
    profile: PROFILE,
    screens: 0,
    browser: false,
    chaos: NO_CHAOS,
    findMax: null,
    seed: 1,
    days: 30,
    producers: Math.ceil(options.rate / 12_000),
    scopes: 50,
    onTop: false,
    report: null,
    ...options,
  }, io, listener)
  report.verdict.differences.slice(0, 10).forEach(one =>
    say(`WRONG ${one.what} of ${one.scope}, ${one.window}: ${one.theirs}, and it is ${one.ours}`))
  return report
}

/** What has to be exact in every load, however short. */
export function verdictFigures({ verdict, counts }: LoadReport): Figure[] {
  const wrong = verdict.checks.filter(({ expected, actual }) => expected !== actual)
  return [
    { name: 'events acked', value: counts.events, unit: '' },
    {
      name: `counts that are not so${wrong.map(({ what }) => `: ${what}`).join('')}`,
      value: wrong.length,
      unit: '',
      target: { exactly: 0 },
    },
    {
      name: `differences to the oracle in ${verdict.compared} numbers`,
      value: verdict.compared === 0 ? Number.NaN : verdict.differenceCount,
      unit: '',
      target: { exactly: 0 },
    },
  ]
}
