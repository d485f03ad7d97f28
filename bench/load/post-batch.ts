import type { IntakeAnswer } from '../../contract/intake.ts'
import type { Target } from '../../simulator/load/producers/post-body.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { postBody } from '../../simulator/load/producers/post-body.ts'

const TOO_MANY = 429

export interface Posted {
  answer: IntakeAnswer
  /** How often the server said "not now": nothing was taken then, and the same was sent again. */
  refusals: number
}

/** Sends a batch until it is taken. Throws on any answer but 200 and 429. */
export async function postBatch(target: Target, body: Buffer): Promise<Posted> {
  for (let refusals = 0; ; refusals++) {
    const reply = await postBody(target, body)
    if (reply.kind === 'answer')
      return { answer: reply.answer, refusals }
    if (reply.kind !== 'wait')
      throw new Error(`POST ${target.url}: ${reply.why}`)
    if (reply.status !== TOO_MANY)
      throw new Error(`POST ${target.url}: status ${reply.status}`)
    await sleep(reply.afterMs)
  }
}
