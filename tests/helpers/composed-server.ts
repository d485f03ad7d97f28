import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Serving } from '../../server/serve.ts'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'

const HOME = path.join(import.meta.dirname, '../..')
export const SOURCE_TOKEN = 'test-token'

export interface ComposedOptions {
  address: ClickHouseAddress
  env?: Record<string, string>
  rebuild?: boolean
  /** @default a directory of its own, gone after close */
  dataDir?: string
  /** @default Date.now */
  wallNow?: () => number
}

/** The whole server in this process, in front of a running ClickHouse. The caller closes it. */
export async function composeServer(options: ComposedOptions): Promise<Serving> {
  const { address, env = {}, rebuild = false, wallNow = Date.now } = options
  const own = options.dataDir === undefined
    ? await mkdtemp(path.join(tmpdir(), 'gridwall-composed-'))
    : null
  const remove = async (): Promise<void> => {
    if (own !== null)
      await rm(own, { recursive: true, force: true })
  }
  try {
    const serving = await compose(readConfig({
      GRIDWALL_PORT: '0',
      GRIDWALL_SOURCES: `test:${SOURCE_TOKEN},other:other-token`,
      GRIDWALL_DATA_DIR: options.dataDir ?? own!,
      GRIDWALL_CLICKHOUSE_URL: address.url,
      GRIDWALL_CLICKHOUSE_USER: address.username,
      GRIDWALL_CLICKHOUSE_PASSWORD: address.password,
      GRIDWALL_CLICKHOUSE_DATABASE: address.database,
      ...env,
    }), {
      home: HOME,
      rebuild,
      log: pino({ level: 'silent' }),
      epoch: randomUUID(),
      wallNow,
      steadyNow: () => performance.now(),
      random: Math.random,
      onFatal: (error) => {
        throw error
      },
    })
    return {
      ...serving,
      close: async () => {
        await serving.close()
        await remove()
      },
    }
  }
  catch (error) {
    await remove()
    throw error
  }
}
