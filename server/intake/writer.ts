import type { VersionContext } from './case-version.ts'
import type { GroupPlan, Offer } from './plan-group.ts'
import type { RefusedLines } from './refusal-counts.ts'
import type { StateStore, StoreMeta } from './state-store.ts'
import { AppError } from '../errors.ts'
import { putOrphans } from './orphans.ts'
import { planGroup } from './plan-group.ts'
import { putRefusals } from './refusal-counts.ts'
import { withEvents } from './source-record.ts'
import { META_KEY } from './state-store.ts'

/**
 * Events that share a commit: bounds how long one group holds the event loop. A request is never
 * cut in two, so that a refused one left nothing behind; a larger one is a group of its own.
 */
const GROUP_EVENTS = 1000
/**
 * While so many events wait for their commit, some seconds' worth, requests are refused with 429. A
 * request that comes before that is taken whole, however large.
 */
const MAX_WAITING_EVENTS = 20_000

export interface WriterOptions {
  store: StateStore
  meta: StoreMeta
  context: VersionContext
  /** Called with what a group wrote when the disk has it. */
  onCommitted: (plan: GroupPlan) => void
}

/**
 * The one way into the state store: in the order of arrival, in group commits. While the disk takes
 * one group the next one is planned and written on top of it, and answered after it.
 */
export interface Writer {
  /**
   * Fills every offer's `outcome`; resolves when all that was accepted is flushed to disk, with the
   * point of the ledger that has it. `refused` are lines of the same request that are no events:
   * they are counted with it.
   */
  write: (offers: Offer[], refused?: readonly RefusedLines[]) => Promise<number>
  /** Throws AppError `rate_limited` while too much waits: before a body is read for nothing. */
  checkRoom: () => void
  /** As the next group will find it; the disk need not have it yet. */
  meta: () => Readonly<StoreMeta>
  isClosed: () => boolean
  /** Commits what was taken and refuses the rest. */
  close: () => Promise<void>
}

interface Request {
  offers: Offer[]
  refused: readonly RefusedLines[]
  resolve: (seq: number) => void
  reject: (error: unknown) => void
}

export function createWriter(options: WriterOptions): Writer {
  const { store, context, onCommitted } = options
  const queue: Request[] = []
  let meta = options.meta
  /** The last point of the ledger that the disk has. */
  let flushedSeq = meta.seq
  let waiting = 0
  let running: Promise<void> | null = null
  /** Of the groups that were written: resolves when the disk has them all. */
  let flushing = Promise.resolve()
  /** A flush failed: what was written before it may not be on disk. */
  let unsure = false
  let closed = false

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const requests = takeGroup(queue)
      const offers = requests.flatMap(request => request.offers)
      try {
        const refused = requests.flatMap(request => request.refused)
        const plan = await planGroup(offers, store, context, meta, refused)
        const { flushed } = await writePlan(store, plan, unsure)
        meta = plan.meta
        answerWhen(flushed, requests, plan)
      }
      catch (error) {
        // Whether a commit that failed took effect, only the store knows.
        meta = store.readMeta() ?? meta
        refuse(requests, error)
      }
    }
    running = null
  }

  /** A group stands on those before it: where one of them fails, so does it. */
  function answerWhen(flushed: Promise<void>, requests: Request[], plan: GroupPlan): void {
    const all = Promise.all([flushing, flushed]).then(() => {})
    flushing = all
    all.then(() => {
      unsure = false
      flushedSeq = plan.meta.seq
      settle(requests, ({ resolve }) => resolve(flushedSeq))
      onCommitted(plan)
    }, (error: unknown) => {
      unsure = true
      refuse(requests, error)
      if (flushing === all)
        flushing = Promise.resolve()
    })
  }

  function refuse(requests: readonly Request[], error: unknown): void {
    settle(requests, ({ reject }) => reject(toStoreError(error)))
  }

  function settle(requests: readonly Request[], answer: (request: Request) => void): void {
    for (const request of requests) {
      waiting -= request.offers.length
      answer(request)
    }
  }

  function checkRoom(): void {
    if (waiting >= MAX_WAITING_EVENTS) {
      throw new AppError('rate_limited', `${waiting} events wait for the disk`, {
        retryAfterMs: 1000,
      })
    }
  }

  return {
    checkRoom,
    write: async (offers, refused = []) => {
      if (closed)
        throw new AppError('shutting_down')
      if (offers.length === 0 && refused.length === 0)
        return flushedSeq
      checkRoom()
      waiting += offers.length
      const done = new Promise<number>((resolve, reject) => {
        queue.push({ offers, refused, resolve, reject })
      })
      // What arrives in the same turn of the event loop shares a commit.
      running ??= new Promise<void>(resolve => setImmediate(resolve)).then(run)
      return done
    },
    meta: () => meta,
    isClosed: () => closed,
    close: async () => {
      closed = true
      await running
      await flushing.catch(() => {})
    },
  }
}

function takeGroup(queue: Request[]): Request[] {
  let events = 0
  let count = 0
  for (const { offers } of queue) {
    if (count > 0 && events + offers.length > GROUP_EVENTS)
      break
    events += offers.length
    count++
  }
  return queue.splice(0, count)
}

async function writePlan(
  store: StateStore,
  plan: GroupPlan,
  unsure: boolean,
): Promise<{ flushed: Promise<void> }> {
  const { entry } = plan
  if (entry === null && !unsure) {
    // Duplicates are flushed with the group that brought them: only the count of them is new,
    // and nobody is promised that it survives a power cut.
    if (plan.refusals.entries().length > 0)
      await store.note(() => putRefusals(store, plan.refusals))
    return { flushed: Promise.resolve() }
  }
  return store.write(() => {
    for (const [id, digest] of plan.ids)
      store.ids.putSync(id, digest)
    for (const [caseId, stored] of plan.cases)
      store.cases.putSync(caseId, stored)
    for (const [source, taken] of plan.taken)
      store.sources.putSync(source, withEvents(store.sources.get(source), taken))
    putRefusals(store, plan.refusals)
    putOrphans(store, plan.orphans)
    if (entry !== null)
      store.outbox.putSync(entry.seq, entry)
    store.meta.putSync(META_KEY, plan.meta)
  })
}

function toStoreError(error: unknown): AppError {
  return new AppError('store_unavailable', undefined, { cause: error, retryAfterMs: 5000 })
}
