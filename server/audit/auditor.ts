import type { PieceSizes } from './plan-round.ts'
import type { Round, SliceResult, Step } from './round.ts'
import type { AuditState } from './saved-state.ts'
import type { AuditTools } from './tools.ts'
import { auditPart } from './audit-part.ts'
import { auditRollup, auditTotal } from './audit-rollup.ts'
import { PIECE_SIZES, planRollups, planRound } from './plan-round.ts'
import { ROLLUPS, TOTALS } from './rollups/index.ts'
import { addSlice, cutStep, newRound, planAgain } from './round.ts'
import { readState, writeState } from './saved-state.ts'

/** A step ends every few seconds; the state that a restart finds need not be that new. */
const SAVE_EVERY_MS = 60_000

/** How far a part may outgrow what it was planned for before it is cut in two. */
const GROWTH = 2

/** Goes through rounds slice by slice. Knows nothing of pace: somebody asks for each slice. */
export interface Auditor {
  /**
   * One bounded piece of work, never two at once.
   * @throws ClickHouseError; the step it was in is then begun again
   */
  next: () => Promise<{ endedRound: boolean, result: SliceResult }>
  state: () => AuditState
  /** Writes down how far it came. */
  save: () => Promise<void>
}

/** Goes on where an earlier run of the server stopped. */
export function createAuditor(
  tools: AuditTools,
  sizes: PieceSizes = PIECE_SIZES,
): Auditor {
  let state: AuditState = { last: null, current: null }
  let restored = false
  let savedAt = 0
  let slices: AsyncGenerator<SliceResult, void> | null = null

  async function begin(): Promise<Round> {
    if (!restored) {
      state = await readState(tools.database)
      restored = true
    }
    if (state.current === null) {
      const steps = await planRound(tools.database, sizes)
      state = {
        ...state,
        current: newRound((state.last?.number ?? 0) + 1, tools.wallNow(), steps),
      }
    }
    return state.current!
  }

  async function save(): Promise<void> {
    if (!restored)
      return
    savedAt = tools.wallNow()
    await writeState(tools.database, state, savedAt, tools.newToken())
  }

  async function endStep(round: Round): Promise<boolean> {
    slices = null
    const done = round.done + 1
    const ended = done === round.steps.length
    if (ended) {
      const { steps: _, done: __, ...rest } = round
      state = { last: { ...rest, endedAt: tools.wallNow() }, current: null }
    }
    else {
      const next = { ...round, done }
      const ledgerEnds = round.steps[round.done]!.kind === 'ledger' && next.steps[done]!.kind !== 'ledger'
      state = {
        ...state,
        current: ledgerEnds ? planAgain(next, await planRollups(tools.database, sizes)) : next,
      }
    }
    if (ended || tools.wallNow() - savedAt >= SAVE_EVERY_MS)
      await save()
    return ended
  }

  return {
    async next() {
      const round = await begin()
      try {
        slices ??= startStep(tools, round.number, round.steps[round.done]!, sizes)
        const { done, value } = await slices.next()
        if (done === true)
          return { endedRound: await endStep(round), result: {} }
        if (value.outgrown === true)
          slices = null
        const told = addSlice(round, value)
        state = { ...state, current: value.outgrown === true ? cutStep(told) : told }
        return { endedRound: false, result: value }
      }
      catch (error) {
        slices = null
        throw error
      }
    },
    state: () => state,
    save,
  }
}

function startStep(
  tools: AuditTools,
  round: number,
  step: Step,
  { partEvents }: PieceSizes,
): AsyncGenerator<SliceResult, void> {
  switch (step.kind) {
    case 'ledger': return auditPart(tools, round, step, GROWTH * partEvents)
    case 'rollup': return auditRollup(tools, round, tableOf(ROLLUPS, step.table), step)
    case 'total': return auditTotal(tools, round, tableOf(TOTALS, step.table), step)
  }
}

function tableOf<R extends { table: string }>(list: readonly R[], table: string): R {
  const found = list.find(candidate => candidate.table === table)
  if (found === undefined)
    throw new Error(`the audit knows no roll-up ${table}`)
  return found
}
