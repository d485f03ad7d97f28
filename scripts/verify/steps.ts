import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

export interface StepResult { passed: number, failed: number }

interface Step { name: string, run: () => Promise<StepResult> }

/** One thing that is right or wrong as a whole. */
function check(name: string, ...commands: string[][]): Step {
  return {
    name,
    run: async () => {
      for (const [command = '', ...args] of commands) {
        if (await run(command, args) !== 0)
          return { passed: 0, failed: 1 }
      }
      return { passed: 1, failed: 0 }
    },
  }
}

/** A vitest project; its tests are counted one by one. */
function suite(project: string): Step {
  return {
    name: `${project} tests`,
    run: async () => {
      const directory = await mkdtemp(join(tmpdir(), 'gridwall-verify-'))
      const file = join(directory, 'report.json')
      try {
        const status = await run('npx', [
          'vitest',
          'run',
          `--project=${project}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
        ])
        return await readReport(file, status)
      }
      finally {
        await rm(directory, { recursive: true, force: true })
      }
    },
  }
}

async function readReport(file: string, status: number): Promise<StepResult> {
  try {
    const report = JSON.parse(await readFile(file, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numPendingTests: number
      numTodoTests: number
    }
    const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests
    // A suite that cannot be loaded, or an error outside a test, fails without a failed test.
    return { passed: report.numPassedTests, failed: status === 0 ? failed : Math.max(1, failed) }
  }
  catch {
    return { passed: 0, failed: 1 }
  }
}

export const STEPS = [
  check('lint', ['npx', 'eslint', '.', '--max-warnings', '0']),
  check('types', ['npx', 'tsc', '--noEmit'], ['npx', 'vue-tsc', '--noEmit', '-p', 'web']),
  check('build', ['npx', 'vite', 'build', '--logLevel', 'warn']),
  suite('unit'),
  suite('services'),
  suite('browser'),
]
