import { expect, it } from 'vitest'
import { createGate } from '../../../server/gate.ts'

it('runs one task at a time, in the order they came', async () => {
  const gate = createGate()
  const log: string[] = []
  const task = (name: string) => async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    await Promise.resolve()
    log.push(`${name} ends`)
  }
  await Promise.all([gate.run(task('load')), gate.run(task('tick')), gate.run(task('load 2'))])
  expect(log).toEqual([
    'load begins',
    'load ends',
    'tick begins',
    'tick ends',
    'load 2 begins',
    'load 2 ends',
  ])
})

it('hands back what the task gives', async () => {
  expect(await createGate().run(async () => 7)).toBe(7)
})

it('lets the next task in after one failed', async () => {
  const gate = createGate()
  const failing = gate.run(async () => {
    throw new Error('load failed')
  })
  const next = gate.run(async () => 'in')
  await expect(failing).rejects.toThrow('load failed')
  expect(await next).toBe('in')
})
