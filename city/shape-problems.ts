import type { TSchema } from 'typebox'
import type { Problems } from './problems.ts'
import { Check, Errors } from 'typebox/value'

/**
 * Adds to `problems` how a JSON value differs from a schema, in words for the person who edits
 * the file. `at` is the JSON pointer of the value in its file. Answers whether it fits.
 */
export function checkShape(
  schema: TSchema,
  value: unknown,
  at: string,
  problems: Problems,
): boolean {
  if (Check(schema, value))
    return true
  for (const error of Errors(schema, value)) {
    const text = describe(error.keyword, error.params, error.message)
    if (text !== null)
      problems.addAt(at + error.instancePath, `${at}${error.instancePath || '/'} ${text}`)
  }
  return false
}

function describe(keyword: string, params: object, message: string): string | null {
  const given = params as Record<string, unknown>
  switch (keyword) {
    // An unknown key is told twice: by the object that holds it, and as "schema is false".
    case 'boolean': return 'is not a key of this format, remove it or correct its spelling'
    case 'additionalProperties': return null
    case 'enum': return `must be one of ${(given.allowedValues as string[]).join(', ')}`
    case 'required': return `lacks ${(given.requiredProperties as string[]).join(', ')}, add it`
    default: return `${message}, correct it`
  }
}
