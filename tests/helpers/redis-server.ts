import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { expect, onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'

/**
 * Redis by the name that redis-tools gives it: one program, which looks at how it is called. The
 * package redis-server would only add a service of the system, which no test needs.
 */
const PROGRAM = '/usr/bin/redis-check-rdb'

export interface RedisServer {
  url: string
  /** Ends it at once, as a crash does; nothing of what it held comes back. */
  kill: () => Promise<void>
  start: () => Promise<void>
}

/** A Redis of the test's own that keeps nothing; ends with the test. */
export async function startRedis(): Promise<RedisServer> {
  if (!existsSync(PROGRAM))
    throw new Error('These tests need the Debian package redis-tools: run `sudo apt-get install redis-tools`.')
  const port = await freePort()
  let end = async (): Promise<void> => {}
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    kill: async () => end(),
    async start() {
      const child = spawn(PROGRAM, [
        ...['--port', String(port), '--bind', '127.0.0.1'],
        ...['--save', '', '--appendonly', 'no'],
      ], { stdio: 'ignore', argv0: 'redis-server' })
      const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
      end = async () => {
        child.kill('SIGKILL')
        await exited
      }
      await expect.poll(async () => answers(server.url)).toBe(true)
    },
  }
  onTestFinished(async () => end())
  await server.start()
  return server
}

/** Sends one message on a channel, as anybody with access to this Redis can. */
export async function publishTo(url: string, channel: string, message: string): Promise<void> {
  const redis = new Redis(url)
  await redis.publish(channel, message)
  await redis.quit()
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return true
  }
  catch {
    return false
  }
  finally {
    redis.disconnect()
  }
}
