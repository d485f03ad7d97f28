import type { StepResult } from './steps.ts'
import { ensureChromium } from './ensure-chromium.ts'
import { STEPS } from './steps.ts'

/** Lint, types, all suites and the build. Prints one closing line `N passed, N failed`. */
export async function main(): Promise<number> {
  const missing = await ensureChromium()
  if (missing !== null) {
    process.stderr.write(`${missing}\n`)
    process.stdout.write('0 passed, 1 failed\n')
    return 1
  }
  const results: (StepResult & { name: string, seconds: number })[] = []
  for (const { name, run } of STEPS) {
    process.stdout.write(`\n== ${name}\n`)
    const started = performance.now()
    const result = await run()
    results.push({ name, ...result, seconds: (performance.now() - started) / 1000 })
  }
  process.stdout.write('\n')
  for (const { name, passed, failed, seconds } of results) {
    const verdict = failed === 0 ? 'ok  ' : 'FAIL'
    process.stdout.write(`${verdict} ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s\n`)
  }
  const sum = (key: 'passed' | 'failed'): number =>
    results.reduce((total, result) => total + result[key], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`)
  return sum('failed') === 0 ? 0 : 1
}
