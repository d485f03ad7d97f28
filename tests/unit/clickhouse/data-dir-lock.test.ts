import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataDir } from '../../../server/clickhouse/embedded/data-dir-lock.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gridwall-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const lockFile = (): string => join(dataDir, 'gridwall-engine.lock')

describe('the lock of a data directory', () => {
  it('is refused while its owner lives, with the owner\'s pid', async () => {
    await lockDataDir(dataDir, 0)
    await expect(lockDataDir(dataDir, 0)).rejects.toThrow(`in use by the engine of process ${process.pid}`)
  })

  it('is refused in the name of who holds it', async () => {
    await lockDataDir(dataDir, 0, 'server')
    await expect(lockDataDir(dataDir, 0, 'server')).rejects.toThrow(`by the server of process`)
  })

  it('is free again after its release and leaves no file', async () => {
    const release = await lockDataDir(dataDir, 0)
    release()
    expect(readdirSync(dataDir)).toEqual([])
    await expect(lockDataDir(dataDir, 0)).resolves.toBeTypeOf('function')
  })

  it('is given to who waits once the owner leaves', async () => {
    const release = await lockDataDir(dataDir, 0)
    const waiting = lockDataDir(dataDir, 60_000)
    release()
    await expect(waiting).resolves.toBeTypeOf('function')
  })

  it('is taken over from a dead owner', async () => {
    writeFileSync(lockFile(), '999999999 some-boot 1')
    await lockDataDir(dataDir, 0)
    expect(readdirSync(dataDir)).toEqual(['gridwall-engine.lock'])
  })

  it('is taken over when the dead owner\'s pid belongs to another process now', async () => {
    writeFileSync(lockFile(), `${process.pid} another-boot 1`)
    await expect(lockDataDir(dataDir, 0)).resolves.toBeTypeOf('function')
  })
})
