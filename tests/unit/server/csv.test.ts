import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { CSV_START, csvHeaders, csvLine } from '../../../server/csv.ts'

it.each(['=1+1', '+86 546', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=HYPERLINK("http://x","y")'])(
  'keeps a spreadsheet from running %j',
  (text) => {
    const [cell] = parse(csvLine([text]))[0] as string[]
    expect(cell).toBe(`'${text}`)
  },
)

it.each(['道路塌陷', '1+1', 'a-b', 'a@b', 'say "no"', 'a,b', 'two\nlines', ''])(
  'writes %j as it is',
  text => expect(parse(csvLine([text, 'x']))).toEqual([[text, 'x']]),
)

it('leaves numbers numbers, also below zero, and nothing empty', () => {
  expect(csvLine([-0.3, 0, 12.5, null, 'x'])).toBe('-0.3,0,12.5,,x\r\n')
})

it('begins so that Excel reads Chinese', () => {
  expect(Buffer.from(CSV_START, 'utf8').toString('hex')).toBe('efbbbf')
})

it('names files so that every system takes the name', () => {
  expect(csvHeaders('on_time@1-区/一"x"\r\n')).toEqual({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="on_time@1-____x___.csv"',
  })
})
