import type { WebSocket } from 'ws'
import type { BatchAck, BatchRefusal, IntakeAnswer } from '../../contract/intake.ts'
import { Compile } from 'typebox/compile'
import { BatchHeader } from '../../contract/intake.ts'
import { toAppError, toErrorBody } from '../error-answer.ts'
import { AppError } from '../errors.ts'

/** Batches a connection may have waiting; beyond that its socket is not read. */
const MAX_WAITING_BATCHES = 8
const NEWLINE = 10

const header = Compile(BatchHeader)

/** Answers the batches of one connection in their order, one at a time. */
export function serveBatches(
  peer: WebSocket,
  submit: (body: Buffer) => Promise<IntakeAnswer>,
): void {
  let waiting = 0
  let last: Promise<void> = Promise.resolve()

  peer.on('error', () => peer.terminate())
  peer.on('message', (data: Buffer, isBinary) => {
    if (++waiting >= MAX_WAITING_BATCHES)
      peer.pause()
    last = last.then(async () => {
      const answer = await answerBatch(data, isBinary, submit)
      if (peer.readyState === peer.OPEN)
        peer.send(JSON.stringify(answer))
      if (--waiting < MAX_WAITING_BATCHES)
        peer.resume()
    })
  })
}

async function answerBatch(
  data: Buffer,
  isBinary: boolean,
  submit: (body: Buffer) => Promise<IntakeAnswer>,
): Promise<BatchAck | BatchRefusal> {
  let batch: string | null = null
  try {
    if (isBinary)
      throw new AppError('invalid_request', 'A batch is a text frame of lines.')
    const end = data.indexOf(NEWLINE)
    batch = readHeader(data.subarray(0, end === -1 ? data.length : end))
    const body = end === -1 ? Buffer.alloc(0) : data.subarray(end + 1)
    return { batch, ...await submit(body) }
  }
  catch (error) {
    const { retryAfterMs } = toAppError(error)
    return {
      batch,
      error: toErrorBody(error),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    }
  }
}

function readHeader(line: Buffer): string {
  let value: unknown
  try {
    value = JSON.parse(line.toString('utf8'))
  }
  catch {
    value = null
  }
  if (!header.Check(value))
    throw new AppError('invalid_request', 'The first line of a batch is {"batch":"<your id>"}.')
  return value.batch
}
