import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { forgetLostParts } from '../../../server/clickhouse/embedded/forget-lost-parts.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

async function table(parts: string[], log: string[]) {
  const dataDir = await temporaryDirectory()
  const place = path.join(dataDir, 'store', 'abc', 'abc12345-0000')
  for (const part of [...parts, 'deduplication_logs', 'detached'])
    mkdirSync(path.join(place, part), { recursive: true })
  const logs = path.join(place, 'deduplication_logs')
  const file = path.join(logs, 'deduplication_log_1.txt')
  writeFileSync(file, log.join('\n'))
  return { dataDir, place, read: () => readFileSync(file, 'utf8').split('\n'), files: () => readdirSync(logs) }
}

const noted = (part: string) => `1\t${part}\tall_1_2`

it('takes out what no part holds, be it merged or mutated, and leaves the rest as it is', async () => {
  const kept = [
    noted('all_1_1_0'),
    noted('all_3_3_1'),
    noted('202611_7_7_1'),
    noted('all_9_9_0'),
    '2\tall_5_5_0\tall_3_4',
    'not a line of it',
    '',
  ]
  const lost = [noted('all_10_10_1'), noted('202612_7_7_1'), noted('all_4_4_0')]
  const { dataDir, place, read, files } = await table(
    ['all_1_3_2', '202611_7_7_1', 'all_8_9_1_11', 'tmp_insert_all_10_10_1', 'detached_all_4_4_0'],
    [...lost, ...kept],
  )
  expect(forgetLostParts(dataDir).map(part => path.relative(place, part)))
    .toEqual(['all_10_10_1', '202612_7_7_1', 'all_4_4_0'])
  expect(read()).toEqual(kept)
  expect(files()).toEqual(['deduplication_log_1.txt'])
  expect(forgetLostParts(dataDir)).toEqual([])
})

it('has nothing to do in a new directory', async () => {
  expect(forgetLostParts(path.join(await temporaryDirectory(), 'new'))).toEqual([])
})
