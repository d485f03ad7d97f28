import type { Frame } from '../../../contract/frame.ts'
import type { FrameToKeep } from '../../../server/history/kept-frames.ts'
import type { Recorder, RecorderOptions } from '../../../server/history/recorder.ts'
import { expect, it, onTestFinished } from 'vitest'
import { createRecorder } from '../../../server/history/recorder.ts'
import { serialisePanels } from '../../../server/live/delta.ts'
import { panelsWith } from '../../helpers/panels.ts'

const START = Date.parse('2026-11-21T09:00:00Z')

/** A recorder whose writes fail `failures` times; it is flushed by hand. */
function testRecorder(
  { failures = 0, ...options }: Partial<RecorderOptions> & { failures?: number } = {},
) {
  const writes: { frames: FrameToKeep[], token: string }[] = []
  const results: string[] = []
  const errors: string[] = []
  let left = failures
  const recorder = createRecorder({
    store: {
      encode: frame => JSON.stringify(frame),
      async write(rows, token) {
        writes.push({ frames: rows.map(row => JSON.parse(row) as FrameToKeep), token })
        if (left-- > 0)
          throw new Error('away')
      },
    },
    log: { info: message => errors.push(message), error: (_, message) => errors.push(message) },
    onResult: (result, frames) => results.push(`${result} ${frames}`),
    everyMs: 1_000_000,
    retryMs: 1,
    ...options,
  })
  onTestFinished(recorder.close)
  return { recorder, writes, results, errors }
}

function offer(
  recorder: Recorder,
  dueSoon: number,
  atSeconds: number,
  more: Partial<Frame> = {},
): void {
  const at = new Date(START + atSeconds * 1000).toISOString()
  const panels = panelsWith(dueSoon)
  const frame: Frame = {
    scope: 'c',
    epoch: 'e1',
    tick: 1,
    seq: dueSoon,
    sources: [],
    audit: null,
    asOf: at,
    computedAt: at,
    clock: 'wall',
    lag: { events: 0, since: null },
    staleSince: null,
    panels,
    ...more,
  }
  const encode = () => JSON.stringify(frame)
  recorder.offer({ frame, panelTexts: serialisePanels(panels), encode })
}

it('keeps the newest frame of each scope, all in one write', async () => {
  const { recorder, writes, results } = testRecorder()
  offer(recorder, 1, 0)
  offer(recorder, 2, 5)
  offer(recorder, 3, 5, { scope: 'n' })
  await recorder.flush()
  expect(writes.map(({ frames }) => frames.map(({ scope, seq, asOfMs }) => [scope, seq, asOfMs])))
    .toEqual([[['c', 2, START + 5000], ['n', 3, START + 5000]]])
  expect((JSON.parse(writes[0]!.frames[0]!.text) as Frame).panels).toEqual(panelsWith(2))
  expect(results).toEqual(['kept 2'])
})

it('does not keep a frame again whose panels stayed the same', async () => {
  const { recorder, writes } = testRecorder()
  for (const [dueSoon, seconds] of [[1, 0], [1, 10], [2, 20], [2, 30], [1, 40]] as const) {
    offer(recorder, dueSoon, seconds, { tick: seconds + 1 })
    await recorder.flush()
  }
  expect(writes.map(({ frames }) => frames[0]!.tick)).toEqual([1, 21, 41])
})

it('keeps an unchanged frame every five minutes, so that a longer gap says something', async () => {
  const { recorder, writes } = testRecorder()
  for (const seconds of [0, 299, 300, 599, 600]) {
    offer(recorder, 1, seconds, { tick: seconds + 1 })
    await recorder.flush()
  }
  expect(writes.map(({ frames }) => frames[0]!.tick)).toEqual([1, 301, 601])
})

it('does not keep frames of failed ticks', async () => {
  const { recorder, writes } = testRecorder()
  offer(recorder, 1, 0, { staleSince: '2026-11-21T09:00:00Z' })
  await recorder.flush()
  expect(writes).toEqual([])
})

it('repeats a failed write with the same rows under the same token', async () => {
  const { recorder, writes, results, errors } = testRecorder({ failures: 2 })
  offer(recorder, 1, 0)
  await recorder.flush()
  expect(writes).toHaveLength(3)
  expect(writes[2]).toEqual(writes[0])
  expect(results).toEqual(['kept 1'])
  expect(errors).toEqual([])
})

it('gives up after three attempts, says so once, and says when it works again', async () => {
  const { recorder, results, errors } = testRecorder({ failures: 6 })
  for (const seconds of [0, 10, 20]) {
    offer(recorder, 1, seconds)
    await recorder.flush()
  }
  // Given up is not kept: the same panels are tried again.
  expect(results).toEqual(['lost 1', 'lost 1', 'kept 1'])
  expect(errors).toEqual([expect.stringContaining('cannot be kept'), 'frames are kept again'])
})

it('writes what is pending when it is closed', async () => {
  const { recorder, writes } = testRecorder()
  offer(recorder, 1, 0)
  await recorder.close()
  expect(writes).toHaveLength(1)
})

it('writes by itself', async () => {
  const result = await new Promise((resolve) => {
    const { recorder } = testRecorder({ everyMs: 5, onResult: resolve })
    offer(recorder, 1, 0)
  })
  expect(result).toBe('kept')
})
