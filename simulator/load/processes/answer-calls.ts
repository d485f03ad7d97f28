/** What a worker process can be asked: every call takes one argument and answers once. */
export type Calls = Record<string, (argument: never) => unknown>

export interface Call { kind: string, argument: unknown }
export type Answer = { ok: true, value: unknown } | { ok: false, message: string }

/** Serves the parent of this process, one call at a time; ends with the parent. */
export function answerCalls(calls: Calls): void {
  process.on('message', ({ kind, argument }: Call) => {
    answer(calls[kind] as ((argument: unknown) => unknown) | undefined, argument).then(
      value => send({ ok: true, value }),
      (error: unknown) => send({ ok: false, message: (error as Error).stack ?? String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C of a terminal reaches all processes of it: what happens then, the parent decides.
  process.on('SIGINT', () => {})
}

async function answer(
  call: ((argument: unknown) => unknown) | undefined,
  argument: unknown,
): Promise<unknown> {
  if (call === undefined)
    throw new Error('this process knows no such call')
  return call(argument)
}

function send(answer: Answer): void {
  process.send?.(answer)
}
