import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { checkStateFile } from '../../../server/intake/check-state-file.ts'
import { openStateStore } from '../../../server/intake/state-store.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const COMMITS = 300

/** A state store whose process was killed in the middle of its work; answers the last promise. */
async function killedStore(): Promise<{ directory: string, file: string, promised: number }> {
  const directory = await temporaryDirectory()
  const writer = spawn(process.execPath, ['--import', 'tsx', 'tests/helpers/commit-forever.ts', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let promised = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    promised = Number(line)
    if (promised === COMMITS)
      writer.kill('SIGKILL')
  }
  if (writer.signalCode === null)
    await once(writer, 'exit')
  return { directory, file: path.join(directory, 'data.mdb'), promised }
}

it('has everything that was promised, and goes on, when the last write is half on disk', async () => {
  const { directory, file, promised } = await killedStore()
  appendFileSync(file, Buffer.alloc(5000, 0xAB))
  checkStateFile(directory)
  const store = openStateStore(directory)
  expect(promised).toBeGreaterThanOrEqual(COMMITS)
  for (let n = 1; n <= promised; n++)
    expect(store.ids.get(`id-${n}-19`)).toEqual(Buffer.alloc(300, n))
  await store.commit(() => store.ids.putSync('after', Buffer.from('x')))
  expect(store.ids.get('after')).toEqual(Buffer.from('x'))
  await store.close()
})

it('is refused, with what to do, when its end is missing or its beginning is not its own', async () => {
  const { directory, file } = await killedStore()
  expect(() => checkStateFile(directory)).not.toThrow()
  truncateSync(file, statSync(file).size - 1)
  expect(() => checkStateFile(directory)).toThrow(/data\.mdb is torn: it has \d+ bytes .* --rebuild/)
  writeFileSync(file, Buffer.alloc(100_000, 7))
  expect(() => checkStateFile(directory)).toThrow(/describes no bytes/)
})

it('may be absent or empty', async () => {
  const directory = await temporaryDirectory()
  expect(() => checkStateFile(directory)).not.toThrow()
  writeFileSync(path.join(directory, 'data.mdb'), '')
  expect(() => checkStateFile(directory)).not.toThrow()
})
