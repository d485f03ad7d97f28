import type { CDPSession } from 'playwright-core'

/** What a page's main thread did in a stretch of time: shares of one core. */
export interface Work {
  /** All of it: `script`, `layout` and `style` are parts. */
  task: number
  script: number
  layout: number
  style: number
  /** Changed frames that the page was sent, a second. */
  updates: number
}

const DURATIONS = {
  task: 'TaskDuration',
  script: 'ScriptDuration',
  layout: 'LayoutDuration',
  style: 'RecalcStyleDuration',
} as const
/** A tick that changed nothing sends its time and no panel. */
const UPDATE = '"frame:delta"'
const EMPTY = '"panels":{}'

/**
 * Watches a page while `during` runs, by the browser's own counters.
 * @param session of the page, with its domains Performance and Network enabled
 * @param during what the page is watched through
 */
export async function watchMainThread(
  session: CDPSession,
  during: () => Promise<void>,
): Promise<Work> {
  let updates = 0
  const count = ({ response }: { response: { payloadData: string } }): void => {
    if (response.payloadData.includes(UPDATE) && !response.payloadData.includes(EMPTY))
      updates++
  }
  session.on('Network.webSocketFrameReceived', count)
  const before = await readCounters(session)
  await during()
  const after = await readCounters(session)
  session.off('Network.webSocketFrameReceived', count)
  const passed = after.of('Timestamp') - before.of('Timestamp')
  const share = (name: string) => (after.of(name) - before.of(name)) / passed
  return {
    task: share(DURATIONS.task),
    script: share(DURATIONS.script),
    layout: share(DURATIONS.layout),
    style: share(DURATIONS.style),
    updates: updates / passed,
  }
}

/** Seconds, all of them. Throws on a counter that this browser does not have. */
async function readCounters(session: CDPSession): Promise<{ of: (name: string) => number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  return {
    of: (name) => {
      const found = metrics.find(metric => metric.name === name)
      if (found === undefined)
        throw new Error(`the browser counts no ${name}: it has ${metrics.map(m => m.name).join()}`)
      return found.value
    },
  }
}
