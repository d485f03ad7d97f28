import type { CompactEvent } from '../delivery/compact-event.ts'
import { Compile } from 'typebox/compile'
import { CaseEvent } from '../../contract/case-event.ts'
import { toAttributes } from '../delivery/compact-event.ts'
import { SimError } from '../sim-error.ts'
import { readJsonLines } from './read-json-lines.ts'

const event = Compile(CaseEvent)

/** Case events as `generate` writes them, an object a line. */
export async function* readEvents(file: string): AsyncGenerator<CompactEvent> {
  for await (const { line, value } of readJsonLines(file)) {
    if (!event.Check(value)) {
      const [error] = event.Errors(value)
      throw new SimError('source_unreadable', `${file}:${line}: is no case event: `
        + `${error?.instancePath || 'it'} ${error?.message}. For another table give --mapping`)
    }
    const { id, caseId, type, at, dueAt, ...rest } = value
    yield {
      id,
      caseId,
      type,
      at: Date.parse(at),
      dueAt: typeof dueAt === 'string' ? Date.parse(dueAt) : dueAt,
      attributes: toAttributes(rest),
    }
  }
}
