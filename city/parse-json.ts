import type { Problems } from './problems.ts'
import { lineAt } from './json-line.ts'

const POSITION = /position (\d+)/

/** The value of a JSON text; undefined, and a problem with its line, when it is no JSON. */
export function parseJson(text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text)
  }
  catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = POSITION.exec(message)?.[1]
    const line = lineAt(text, position === undefined ? text.length : Number(position))
    problems.add(line, `is not JSON (${message}), correct the text`)
    return undefined
  }
}
