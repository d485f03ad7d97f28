import { expect, it } from 'vitest'
import { createLastQuestion } from '../../../../web/live/last-question.ts'

function later<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: Error) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

it('drops the answer to a question that was overtaken', async () => {
  const question = createLastQuestion()
  const [slow, quick] = [later<string>(), later<string>()]
  const first = question.ask(async () => slow.promise)
  const second = question.ask(async () => quick.promise)
  quick.resolve('county')
  slow.resolve('city')
  expect(await first).toBeNull()
  expect(await second).toBe('county')
})

it('is pending until the last answer came', async () => {
  const question = createLastQuestion()
  const answer = later<string>()
  const asked = question.ask(async () => answer.promise)
  expect(question.pending()).toBe(true)
  answer.resolve('city')
  await asked
  expect(question.pending()).toBe(false)
})

it('passes a failure on, but not the failure of a forgotten question', async () => {
  const question = createLastQuestion()
  await expect(question.ask(async () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer')
  const answer = later<string>()
  const asked = question.ask(async () => answer.promise)
  question.forget()
  answer.reject(new Error('disconnected'))
  expect(await asked).toBeNull()
})
