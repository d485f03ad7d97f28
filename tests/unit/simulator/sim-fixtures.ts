import type { SimIo } from '../../../simulator/sim-io.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export const PROFILES = path.join(import.meta.dirname, '../../../profiles')

/** An outer world of its own: time passes only while somebody sleeps. */
export interface TestIo extends SimIo {
  readonly printed: string[]
  readonly told: string[]
  readonly slept: number[]
  readonly end: AbortController
}

export function buildIo(start = Date.parse('2026-11-21T10:00:00Z')): TestIo {
  let now = start
  const end = new AbortController()
  const [printed, told, slept]: [string[], string[], number[]] = [[], [], []]
  return {
    printed,
    told,
    slept,
    end,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
    random: () => 0.5,
    out: text => void printed.push(text),
    err: text => void told.push(text),
    status: line => void told.push(`${line}\n`),
    signal: end.signal,
  }
}

/** A folder that is gone after the test. */
export async function buildFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gridwall-sim-'))
  onTestFinished(async () => rm(folder, { recursive: true }))
  return folder
}
