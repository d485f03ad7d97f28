import { expect, it } from 'vitest'
import { createClosingStack } from '../../../server/closing-stack.ts'

it('closes in the opposite order of opening, once', async () => {
  const closed: string[] = []
  const stack = createClosingStack()
  stack.add(() => void closed.push('engine'))
  stack.add(async () => void closed.push('intake'))
  stack.add(() => void closed.push('http'))
  await Promise.all([stack.close(), stack.close()])
  expect(closed).toEqual(['http', 'intake', 'engine'])
})

it('closes the rest when one fails, and tells the first failure', async () => {
  const closed: string[] = []
  const stack = createClosingStack()
  stack.add(() => void closed.push('engine'))
  stack.add(() => {
    throw new Error('second')
  })
  stack.add(() => {
    throw new Error('first')
  })
  await expect(stack.close()).rejects.toThrow('first')
  expect(closed).toEqual(['engine'])
})

it('closes at once what is opened after it was closed', async () => {
  const closed: string[] = []
  const stack = createClosingStack()
  stack.add(() => void closed.push('server'))
  await stack.close()
  stack.add(() => void closed.push('too late'))
  await stack.close()
  expect(closed).toEqual(['server', 'too late'])
})
