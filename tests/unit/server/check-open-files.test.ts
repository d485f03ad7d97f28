import { expect, it } from 'vitest'
import { checkOpenFiles } from '../../../server/check-open-files.ts'

function limits(soft: string): string {
  return 'Limit                     Soft Limit           Hard Limit           Units     \n'
    + 'Max processes             7000                 7000                 processes \n'
    + `Max open files            ${soft.padEnd(21)}4096                 files     \n`
}

it('says how many files are needed where the system allows fewer than connections are', () => {
  expect(checkOpenFiles(12_000, limits('4096'))).toBe('the system lets this process open 4096 files, which is too few for '
    + 'GRIDWALL_MAX_CONNECTIONS=12000: allow 12500 (ulimit -Hn, LimitNOFILE) or set it lower')
})

it('says nothing where there are just enough, without a limit, or where nobody knows', () => {
  expect(checkOpenFiles(3596, limits('4096'))).toBeNull()
  expect(checkOpenFiles(3597, limits('4096'))).toContain('allow 4097')
  expect(checkOpenFiles(12_000, limits('unlimited'))).toBeNull()
  expect(checkOpenFiles(12_000, '')).toBeNull()
})
