import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '../errors.ts'

const gunzipAsync = promisify(gunzip)

/**
 * The body in the clear. A gzip body may not grow beyond the same limit as a plain one: what it
 * would inflate to is never allocated.
 * @throws AppError body_too_large, invalid_request, unsupported_media_type
 */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity')
    return body
  if (encoding !== 'gzip') {
    throw new AppError('unsupported_media_type', `content-encoding ${encoding}: send gzip or none`)
  }
  try {
    return await gunzipAsync(body, { maxOutputLength: maxBytes })
  }
  catch (error) {
    if (error instanceof RangeError)
      throw new AppError('body_too_large', `the body inflates to more than ${maxBytes} bytes`)
    throw new AppError('invalid_request', 'the body is no complete gzip stream', { cause: error })
  }
}
