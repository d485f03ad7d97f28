/** Something that failed, as it is told again at the end. */
export interface Failure {
  /** Path from the repository's root; the step's name where no file is known. */
  file: string
  /** Full name of the test; empty when the file failed as a whole. */
  test: string
  /** What was wrong; only its first lines are told. */
  error: string
}

const MOST_LINES = 20

/** `FAIL file > test` and, indented below, the first lines of the error. */
export function failureText({ file, test, error }: Failure): string {
  const lines = error.trim().split('\n')
  const shown = lines.slice(0, MOST_LINES)
  if (lines.length > MOST_LINES)
    shown.push(`… ${lines.length - MOST_LINES} more lines above`)
  return [`FAIL ${test === '' ? file : `${file} > ${test}`}`, ...shown.map(line => `    ${line}`), '']
    .join('\n')
}

/** The end of what a step wrote: there tools say what was wrong. */
export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-MOST_LINES).join('\n')
}
