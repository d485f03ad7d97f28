import type { BenchResult } from './run-bench.ts'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { HOME } from '../programs/home.ts'
import { backlogBench } from './backlog/backlog-bench.ts'
import { fanoutBench } from './fanout/fanout-bench.ts'
import { freshnessBench } from './freshness/freshness-bench.ts'
import { historyBench } from './history/history-bench.ts'
import { intakeBench } from './intake/intake-bench.ts'
import { memoryBench } from './memory/memory-bench.ts'
import { metricsBench } from './metrics/metrics-bench.ts'
import { motionBench } from './motion/motion-bench.ts'
import { overloadBench } from './overload/overload-bench.ts'
import { paintBench } from './paint/paint-bench.ts'
import { parseOptions, UsageError } from './parse-options.ts'
import { reconnectBench } from './reconnect/reconnect-bench.ts'
import { judge } from './report/figure.ts'
import { formatConditions } from './report/format-conditions.ts'
import { formatFigures } from './report/format-figures.ts'
import { runBench } from './run-bench.ts'
import { soakBench } from './soak/soak-bench.ts'
import { tickBench } from './tick/tick-bench.ts'

const BENCHES = {
  intake: intakeBench,
  freshness: freshnessBench,
  fanout: fanoutBench,
  reconnect: reconnectBench,
  backlog: backlogBench,
  overload: overloadBench,
  history: historyBench,
  soak: soakBench,
  tick: tickBench,
  memory: memoryBench,
  metrics: metricsBench,
  paint: paintBench,
  motion: motionBench,
}
const NAMES = Object.keys(BENCHES) as (keyof typeof BENCHES)[]
const USAGE = `npm run bench -- ${NAMES.join('|')}|all [--short] [--json FILE] [--cpu-prof FOLDER] [--rate N] [--seconds N] [--screens N]`
const EXIT_FAILED = 1
const EXIT_MISUSED = 2

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort())

try {
  process.exitCode = await main()
}
catch (error) {
  const misused = error instanceof UsageError
  console.error(misused ? `${error.message}\nUsage: ${USAGE}` : error)
  process.exitCode = misused ? EXIT_MISUSED : EXIT_FAILED
  // A stopped bench may still be at work, with nothing left to work on.
  if (stop.signal.aborted)
    process.exit()
}

/** 1 when a target is missed or a number is wrong. */
async function main(): Promise<number> {
  const { names, jsonFile, profileDir, ...asked } = parseOptions(process.argv.slice(2), NAMES)
  const results: BenchResult[] = []
  for (const name of names) {
    const result = await runBench(name, BENCHES[name], {
      ...asked,
      home: HOME,
      profileDir: profileDir === null ? null : path.resolve(profileDir),
      signal: stop.signal,
      now: Date.now,
      say: line => console.error(`${name}: ${line}`),
    })
    results.push(result)
    console.log(`\n${formatConditions(result)}`)
    console.log(formatFigures(result.figures, asked.short))
  }
  if (jsonFile !== null)
    writeFileSync(jsonFile, `${JSON.stringify(results, null, 2)}\n`)
  const failed = results.some(({ figures }) =>
    figures.some(figure => judge(figure, asked.short) === 'FAIL'))
  return failed ? EXIT_FAILED : 0
}
