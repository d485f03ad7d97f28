import type { Look } from './watch-run.ts'

/** `0:12  sent 20,000/s  acked 19,980/s  ack 12/40 ms  screen 180/420 ms  …` */
export function progressLine({ sample, producers, screens }: Look): string {
  const { second, sentPerSecond, answeredPerSecond, waiting, refusals, connected, server } = sample
  const { browserHeapMiB } = sample
  const parts = [
    clock(second),
    `sent ${whole(sentPerSecond)}/s`,
    `acked ${whole(answeredPerSecond)}/s`,
    waiting > 0 ? `${whole(waiting)} under way` : '',
    refusals > 0 ? `${whole(refusals)} told to wait` : '',
    waits('ack', producers.map(({ last }) => last)),
    screens.length === 0 ? '' : `${whole(connected)} screens`,
    waits('screen', screens.map(({ last }) => last)),
    server === null ? 'the server does not answer' : '',
    server?.pendingEvents ? `lag ${whole(server.pendingEvents)} events` : '',
    server?.rssMiB ? `${whole(server.rssMiB)} MiB` : '',
    browserHeapMiB === null ? '' : `wall ${browserHeapMiB.toFixed(1)} MiB`,
    server?.loopP99Ms ? `loop p99 ${server.loopP99Ms.toFixed(0)} ms` : '',
  ]
  return `${parts.filter(part => part !== '').join('  ')}\n`
}

/** Of several processes the slowest: the line is for eyes, the report has the exact figures. */
function waits(name: string, all: readonly { p50: number | null, p99: number | null }[]): string {
  const most = (of: 'p50' | 'p99'): number => Math.max(...all.map(one => one[of] ?? -1))
  return most('p50') < 0 ? '' : `${name} ${most('p50').toFixed(0)}/${most('p99').toFixed(0)} ms`
}

export function clock(second: number): string {
  const whole = Math.max(0, Math.floor(second))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
