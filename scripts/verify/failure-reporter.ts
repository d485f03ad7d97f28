import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import type { Failure } from './failure.ts'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where the reporter writes. Servers that tests start refuse what begins with GRIDWALL_. */
export const REPORT_VARIABLE = 'VERIFY_REPORT'

export interface SuiteReport { passed: number, failures: Failure[] }

/**
 * Writes what a run came to as JSON, a `SuiteReport`. vitest's own JSON loses the words of a
 * timeout, what differed, and errors outside of tests. A skipped test counts as failed.
 */
export default class FailureReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[REPORT_VARIABLE]
    if (file === undefined)
      throw new Error(`${REPORT_VARIABLE} must name the file to write.`)
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const report: SuiteReport = {
      passed: tests.filter(test => test.result().state === 'passed').length,
      failures: [
        ...tests.filter(test => test.result().state !== 'passed').map(failureOf),
        ...modules.flatMap(outsideTests),
        ...unhandled.map(error => ({ file: 'outside of tests', test: '', error: errorText(error) })),
      ],
    }
    writeFileSync(file, JSON.stringify(report))
  }
}

function failureOf(test: TestCase): Failure {
  const { state, errors } = test.result()
  const error = (errors ?? []).map(errorText).join('\n')
  return { file: pathOf(test.module), test: test.fullName, error: error || state }
}

/** Errors of a file that cannot be loaded, and of hooks around tests. */
function outsideTests(module: TestModule): Failure[] {
  const suites = [...module.children.allSuites()]
  return [
    ...module.errors().map(error => ({ test: '', error })),
    ...suites.flatMap(suite => suite.errors().map(error => ({ test: suite.fullName, error }))),
  ].map(({ test, error }) => ({ file: pathOf(module), test, error: errorText(error) }))
}

function pathOf(module: TestModule): string {
  return path.relative(process.cwd(), module.moduleId)
}

/** Message, what differed, and where: the first place that is ours. */
function errorText({ name, message, diff, stacks }: SerializedError): string {
  const place = stacks?.find(({ file }) => !file.includes('node_modules'))
  return [
    `${name ?? 'Error'}: ${message}`,
    ...place ? [`at ${path.relative(process.cwd(), place.file)}:${place.line}`] : [],
    ...diff === undefined ? [] : [diff],
  ].join('\n')
}
