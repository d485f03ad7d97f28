import type { SuiteReport } from './failure-reporter.ts'
import type { Ran } from './run.ts'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REPORT_VARIABLE } from './failure-reporter.ts'
import { lastLines } from './failure.ts'
import { runAside } from './run.ts'

export type StepResult = SuiteReport

export interface Step {
  name: string
  /** `tell` takes what the step wrote, once and whole. */
  run: (tell: (output: string) => void) => Promise<StepResult>
}

/**
 * Room for what is young: tools that make so much of it clean up less often, which is a sixth of
 * their work.
 */
const ROOMY = [process.env.NODE_OPTIONS, '--max-semi-space-size=128'].filter(Boolean).join(' ')

/** One thing that is right or wrong as a whole. */
function check(name: string, ...commands: string[][]): Step {
  return {
    name,
    run: async (tell) => {
      let written = ''
      let failed = false
      for (const [command = '', ...args] of commands) {
        const { status, output } = await runAside(command, args, { NODE_OPTIONS: ROOMY })
        written += output
        failed ||= status !== 0
      }
      tell(written)
      return failed
        ? { passed: 0, failures: [{ file: name, test: '', error: lastLines(written) }] }
        : { passed: 1, failures: [] }
    },
  }
}

/** A vitest project; its tests are counted one by one. */
function suite(project: string): Step {
  const name = `${project} tests`
  return {
    name,
    run: async (tell) => {
      const directory = await mkdtemp(join(tmpdir(), 'gridwall-verify-'))
      const file = join(directory, 'report.json')
      try {
        const ran = await runAside('npx', [
          'vitest',
          'run',
          `--project=${project}`,
          '--reporter=default',
          '--reporter=./scripts/verify/failure-reporter.ts',
        ], { [REPORT_VARIABLE]: file })
        tell(ran.output)
        return await readReport(file, ran, name)
      }
      finally {
        await rm(directory, { recursive: true, force: true })
      }
    },
  }
}

/** A run that ended badly fails also when it could not say why. */
async function readReport(
  file: string,
  { status, output }: Ran,
  name: string,
): Promise<StepResult> {
  const report: SuiteReport = existsSync(file)
    ? JSON.parse(await readFile(file, 'utf8')) as SuiteReport
    : { passed: 0, failures: [] }
  const silent = report.failures.length === 0 && (status !== 0 || report.passed === 0)
  return silent
    ? { passed: report.passed, failures: [{ file: name, test: '', error: lastLines(output) }] }
    : report
}

/** What the suites need before they begin: they start built programs, which serve the page. */
export const BUILD = check('build', ['npm', 'run', 'build'])

/**
 * Run side by side, the steps of each one after the other. Suites wait for servers, engines and
 * pages much of their time; two lanes keep two cores busy.
 */
export const LANES: readonly (readonly Step[])[] = [
  [suite('services')],
  [
    check('types', ['npx', 'oxlint', '--deny-warnings'], ['npx', 'vue-tsc', '--noEmit', '-p', 'web']),
    suite('unit'),
    suite('browser'),
    check('lint', ['npx', 'eslint', '.', '--max-warnings', '0', '--concurrency', 'auto']),
  ],
]
