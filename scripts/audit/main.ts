import type { Difference } from '../../recount/comparison.ts'
import { AuditError, createApi } from './api.ts'
import { audit } from './audit.ts'
import { readOptions } from './options.ts'

/**
 * Holds the numbers of a running server against a recount of its ledger. 0: no difference, 1: some,
 * 2: the options are wrong or the server cannot be read.
 */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`)
    return 2
  }
  const { url, token, scopes, show } = options
  const started = performance.now()
  try {
    const report = await audit({
      get: createApi(url, token),
      scopes,
      say: text => process.stderr.write(`${text}\n`),
    })
    const { differences, compared, events } = report
    differences.slice(0, show).forEach(one => process.stdout.write(`${describe(one)}\n`))
    if (differences.length > show)
      process.stdout.write(`… and ${differences.length - show} more\n`)
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stdout.write(`${differences.length} differences in ${compared} numbers: ${events} events, `
      + `scopes: ${report.scopes}, frames: ${report.frames}, ${seconds} s\n`)
    return differences.length === 0 ? 0 : 1
  }
  catch (error) {
    if (!(error instanceof AuditError))
      throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

/** `closure@1 of 370502, month, net pooled (metrics): it says 3/4 = 0.75, the ledger 2/4 = 0.5` */
function describe({ what, place, scope, window, variant, theirs, ours }: Difference): string {
  const way = variant === '' ? '' : `, ${variant}`
  return `${what} of ${scope}, ${window}${way} (${place}): it says ${theirs}, the ledger ${ours}`
}
