import { MAX_CODE_LENGTH } from '../contract/case-event.ts'

// Codes are parts of addresses, room names and keys.
const CODE = /^[\x21-\x7E]+$/

/** Tells of a code that could not stand in an address or a key. */
export function checkCode(code: string, tell: (text: string) => void): void {
  if (!CODE.test(code) || code.length > MAX_CODE_LENGTH) {
    tell(`code '${code}' must be 1 to ${MAX_CODE_LENGTH} visible ASCII characters, `
      + 'put the words into the name')
  }
}

/** Tells of every code given a second time, with its place in the list. */
export function checkUnique(
  codes: readonly string[],
  list: string,
  tell: (index: number, text: string) => void,
): void {
  const seen = new Set<string>()
  codes.forEach((code, i) => {
    if (seen.has(code))
      tell(i, `'${code}' is in ${list} twice, remove one`)
    seen.add(code)
  })
}
