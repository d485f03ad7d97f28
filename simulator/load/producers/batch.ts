import type { RejectionCode } from '../../../contract/intake.ts'
import type { Line } from '../stream/disordered-lines.ts'

/** Lines of one request, and what the server has to make of them. */
export interface Batch {
  body: Buffer
  lines: number
  /** First sendings of events. */
  events: number
  /** Events sent before. */
  copies: number
  /** Line number to the code that it has to be rejected with. */
  bad: ReadonlyMap<number, RejectionCode>
}

export function toBatch(lines: readonly Line[]): Batch {
  const bad = new Map<number, RejectionCode>()
  let copies = 0
  lines.forEach((line, i) => {
    if (line.kind === 'bad')
      bad.set(i + 1, line.code)
    else if (line.kind === 'copy')
      copies++
  })
  return {
    body: Buffer.from(lines.map(line => `${line.text}\n`).join('')),
    lines: lines.length,
    events: lines.length - copies - bad.size,
    copies,
    bad,
  }
}
