import type { Step, StepResult } from './steps.ts'
import { ensurePackages } from './ensure-packages.ts'
import { failureText } from './failure.ts'
import { BUILD, LANES } from './steps.ts'

interface Done extends StepResult { name: string, seconds: number }

/**
 * The build, then types, lint and all suites, some side by side. Prints what each step wrote when
 * it ends, names every failed test again at the end, and closes with `N passed, N failed`.
 */
export async function main(): Promise<number> {
  const missing = await ensurePackages()
  if (missing !== null) {
    process.stderr.write(`${missing}\n`)
    process.stdout.write('0 passed, 1 failed\n')
    return 1
  }
  const results = [
    await take(BUILD),
    ...(await Promise.all(LANES.map(takeInTurn))).flat(),
  ]
  process.stdout.write(summary(results))
  return results.some(({ failures }) => failures.length > 0) ? 1 : 0
}

async function takeInTurn(steps: readonly Step[]): Promise<Done[]> {
  const results: Done[] = []
  for (const step of steps)
    results.push(await take(step))
  return results
}

async function take({ name, run }: Step): Promise<Done> {
  process.stdout.write(`.. ${name}\n`)
  const started = performance.now()
  const result = await run(output => process.stdout.write(`\n== ${name}\n${output}`))
  return { name, ...result, seconds: (performance.now() - started) / 1000 }
}

function summary(results: readonly Done[]): string {
  const failures = results.flatMap(result => result.failures)
  const passed = results.reduce((total, result) => total + result.passed, 0)
  const lines = results.map(({ name, passed, failures: { length: failed }, seconds }) =>
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed, `
    + `${seconds.toFixed(1)} s`)
  return [
    '',
    ...failures.map(failureText),
    ...lines,
    '',
    `${passed} passed, ${failures.length} failed`,
    '',
  ].join('\n')
}
