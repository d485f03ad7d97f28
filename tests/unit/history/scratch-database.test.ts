import type { FailureKind } from '../../../server/clickhouse/clickhouse-error.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import { expect, it } from 'vitest'
import { ClickHouseError } from '../../../server/clickhouse/clickhouse-error.ts'
import { createScratchDatabase } from '../../../server/history/scratch-database.ts'

async function create(kind: FailureKind): Promise<unknown> {
  const command = async () => Promise.reject(new ClickHouseError(kind, 497, 'not enough privileges'))
  const live = { name: 'gridwall', command } as unknown as Database
  return createScratchDatabase({ live, openDatabase: () => live, migrations: '' })
}

it('names the missing right of the ClickHouse user', async () => {
  await expect(create('rejected')).rejects.toMatchObject({ code: 'past_unavailable' })
})

it('leaves a ClickHouse that is away what it is', async () => {
  await expect(create('unreachable')).rejects.toMatchObject({ kind: 'unreachable' })
})
