import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createStatusLine } from '../../../simulator/status-line.ts'

function stream(isTTY: boolean): PassThrough & { isTTY: boolean, columns: number } {
  return Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 20 })
}

it('writes over itself on a terminal, in its width, and lets other words stand', () => {
  const terminal = stream(true)
  const status = createStatusLine(terminal, () => 0)
  status.show('1 sent')
  status.show('2 sent, and far more than the terminal is wide')
  status.print('rejected\n')
  status.show('3 sent')
  // \u001B[1G: to the line's begin; \u001B[2K: its content away.
  expect(terminal.read()).toBe([
    '1 sent',
    '\u001B[1G\u001B[2K2 sent, and far mor',
    '\u001B[1G\u001B[2Krejected\n',
    '3 sent',
  ].join(''))
})

it('is a line each elsewhere, at once and then ever more seldom, up to once a minute', () => {
  const journal = stream(false)
  let second = 0
  const status = createStatusLine(journal, () => second * 1000)
  for (; second < 400; second++)
    status.show(String(second))
  expect(String(journal.read()).trim().split('\n').map(Number))
    .toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363])
})
