import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { EngineException } from '../engine-exception.ts'

const unpack = promisify(gunzip)

export interface BodyLimits {
  bodyBytes: number
  bodiesBytes: number
}

/**
 * Reads bodies whole, within a bound for each and one for all that are held at a time.
 * @returns a reader; `use` runs while the body counts as held
 */
export function createBodyReader(limits: BodyLimits) {
  let held = 0

  async function collect(request: IncomingMessage, hold: (bytes: number) => void): Promise<Buffer> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limits.bodyBytes)
        throw tooLarge(limits.bodyBytes)
      hold(chunk.length)
      chunks.push(chunk)
    }
    const packed = chunks.length === 1 ? chunks[0] as Buffer : Buffer.concat(chunks)
    const body = await decode(packed, request.headers['content-encoding'], limits.bodyBytes)
    hold(body.length - packed.length)
    return body
  }

  /** @throws {EngineException} TOO_LARGE_QUERY, TOO_MANY_SIMULTANEOUS_QUERIES, NOT_IMPLEMENTED */
  return async function withBody<T>(
    request: IncomingMessage,
    use: (body: Buffer) => Promise<T>,
  ): Promise<T> {
    let mine = 0
    try {
      return await use(await collect(request, (bytes) => {
        if (held + bytes > limits.bodiesBytes)
          throw new EngineException('TOO_MANY_SIMULTANEOUS_QUERIES', `Bodies of ${held} bytes are being worked on already.`)
        held += bytes
        mine += bytes
      }))
    }
    finally {
      held -= mine
    }
  }
}

async function decode(
  packed: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity')
    return packed
  if (encoding !== 'gzip')
    throw new EngineException('NOT_IMPLEMENTED', `Content-Encoding ${encoding} is not taken; send gzip or nothing.`)
  try {
    return await unpack(packed, { maxOutputLength: maxBytes })
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(maxBytes)
    throw new EngineException('INCORRECT_DATA', `The body is not gzip: ${(error as Error).message}.`)
  }
}

function tooLarge(maxBytes: number): EngineException {
  return new EngineException('TOO_LARGE_QUERY', `The body is larger than ${maxBytes} bytes: send it in parts.`)
}
