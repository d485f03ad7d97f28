const LINE = /^(\w+(?:\{[^}]*\})?) (\S+)$/gm
const MIB = 2 ** 20
const TIMEOUT_MS = 5000

/** The server's own figures at one moment; null where it did not say. */
export interface ServerSample {
  ledgerSeq: number | null
  /** Events on disk and not in ClickHouse. */
  pendingEvents: number | null
  outboxBatches: number | null
  /** Resident memory, with the pages of the mapped state store. */
  rssMiB: number | null
  /** Memory that is the server's alone. */
  ownMiB: number | null
  heapMiB: number | null
  /** Longest delay of the server's event loop, p99 since the last sample, milliseconds. */
  loopP99Ms: number | null
  /** Processor time of the server's process, without its engine, seconds since its start. */
  cpuSeconds: number | null
  /** Sums and counts since its start. */
  loads: { seconds: number, count: number }
  ticks: { seconds: number, count: number }
  screens: number | null
  frameAgeSeconds: number | null
  openFiles: number | null
}

/** Reads `GET /metrics`; null while the server does not answer. */
export async function readServerSample(
  url: string,
  token: string | null,
): Promise<ServerSample | null> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(`${url}/metrics`, { headers, signal })
    const text = await answer.text()
    return answer.ok ? toSample(text) : null
  }
  catch {
    // A server that is killed on purpose is away for a while: that is a gap in the curve.
    return null
  }
}

function toSample(text: string): ServerSample {
  const series = new Map(Array.from(text.matchAll(LINE), ([, name, value]) =>
    [name!, Number(value)]))
  const of = (name: string): number | null => {
    const value = series.get(name)
    return value === undefined || Number.isNaN(value) ? null : value
  }
  const times = (name: string, labels = ''): { seconds: number, count: number } =>
    ({ seconds: of(`${name}_sum${labels}`) ?? 0, count: of(`${name}_count${labels}`) ?? 0 })
  const scaled = (name: string, by: number): number | null => {
    const value = of(name)
    return value === null ? null : value * by
  }
  return {
    ledgerSeq: of('gridwall_ledger_seq'),
    pendingEvents: of('gridwall_pending_events'),
    outboxBatches: of('gridwall_outbox_batches'),
    rssMiB: scaled('process_resident_memory_bytes', 1 / MIB),
    ownMiB: scaled('gridwall_own_memory_bytes', 1 / MIB),
    heapMiB: scaled('nodejs_heap_size_used_bytes', 1 / MIB),
    loopP99Ms: scaled('nodejs_eventloop_lag_p99_seconds', 1000),
    cpuSeconds: of('process_cpu_seconds_total'),
    loads: times('gridwall_load_seconds'),
    ticks: times('gridwall_tick_seconds', '{result="ok"}'),
    screens: of('gridwall_screens'),
    frameAgeSeconds: of('gridwall_frame_age_seconds'),
    openFiles: of('process_open_fds'),
  }
}
