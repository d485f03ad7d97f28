import type { ProfileBody } from '../../contract/profile.ts'
import type { WallBrowser } from './browser/wall-browser.ts'
import type { LoadOptions } from './load-options.ts'
import type { OracleCalls } from './oracle/oracle-process.ts'
import type { Worker } from './processes/start-worker.ts'
import type { ProducerCalls } from './producers/producer-process.ts'
import type { ScreensCalls } from './screens/screens-process.ts'
import type { CasePlan } from './stream/case-source.ts'
import { programFile } from '../../programs/programs.ts'
import { resolveProfile } from '../resolve-profile.ts'
import { SimError } from '../sim-error.ts'
import { openWallBrowser } from './browser/wall-browser.ts'
import { startWorker } from './processes/start-worker.ts'
import { planCases } from './stream/plan-cases.ts'

/** Everybody who takes part in a run, each in a process of its own. */
export interface Crew {
  plans: CasePlan[]
  producers: Worker<ProducerCalls>[]
  screens: Worker<ScreensCalls>[]
  /** Scopes that screens show. */
  scopes: string[]
  browser: WallBrowser | null
  oracle: Worker<OracleCalls>
  /** What the ledger held before, and which scopes the oracle compares. */
  held: number
  words: string
  close: () => Promise<void>
}

const SCREENS_A_PROCESS = 500
/** As in a command centre: the city, its counties, some streets. */
const MOST_SCOPES = 20
const FIRST_FRAMES_MS = 60_000
/** Ten million events are two million cases. */
const ORACLE_HEAP = '--max-old-space-size=8192'

/** Starts them all and waits until they are ready. Throws SimError; what was started is ended. */
export async function startCrew(
  options: LoadOptions,
  profile: ProfileBody,
  now: number,
): Promise<Crew> {
  const started: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(started.splice(0).map(async end => end()))
  }
  function start<W extends { close: () => Promise<void> }>(worker: W): W {
    started.push(worker.close)
    return worker
  }
  const { to: url, viewToken: token, scopes: mostScopes } = options

  try {
    const oracle = start(startWorker<OracleCalls>(programFile('sim-oracle'), [ORACLE_HEAP]))
    const { held, words } = await oracle.call('open', { url, token, mostScopes })
    const plans = await planCases(resolveProfile(options.profile ?? profile.id), options, now)
    const producers = plans.map(() =>
      start(startWorker<ProducerCalls>(programFile('sim-producer'))))
    await Promise.all(producers.map(async (producer, i) => producer.call('open', {
      plan: plans[i]!,
      chaos: options.chaos,
      target: { url, token: options.token },
    })))
    const scopes = chooseShown(profile)
    const screens: Worker<ScreensCalls>[] = []
    for (let from = 0; from < options.screens; from += SCREENS_A_PROCESS) {
      const count = Math.min(SCREENS_A_PROCESS, options.screens - from)
      const worker = start(startWorker<ScreensCalls>(programFile('sim-screens')))
      screens.push(worker)
      await showAll(worker, url, token, Array.from({ length: count }, (_, i) =>
        scopes[(from + i) % scopes.length]!))
    }
    const browser = options.browser ? start(await openWallBrowser(url, token)) : null
    return { plans, producers, screens, scopes, browser, oracle, held, words, close }
  }
  catch (error) {
    await close()
    throw error
  }
}

async function showAll(
  worker: Worker<ScreensCalls>,
  url: string,
  token: string | null,
  scopes: string[],
): Promise<void> {
  const waiting = await worker.call('show', { url, token, scopes, timeoutMs: FIRST_FRAMES_MS })
  if (waiting > 0) {
    const { refusal } = await worker.call('look', [])
    throw new SimError('server_refused', `${waiting} of ${scopes.length} screens have no frame after `
      + `${FIRST_FRAMES_MS / 1000} s: ${refusal ?? 'the server does not answer'}. Check --view-token `
      + 'and GRIDWALL_MAX_SCREENS')
  }
}

/** The root and what lies below it, level by level, until there are enough. */
function chooseShown({ levels, regions }: ProfileBody): string[] {
  return levels.filter(level => level.scope)
    .flatMap(({ code }) => regions.filter(({ level }) => level === code).map(region => region.code))
    .slice(0, MOST_SCOPES)
}
