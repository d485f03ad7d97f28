const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

interface Container { path: string, isArray: boolean, index: number, key: string | null }

/**
 * 1-based line on which the value at a JSON pointer begins; of a missing value the line of its
 * nearest ancestor. `text` must be valid JSON.
 */
export function jsonLine(text: string, pointer: string): number {
  const offsets = valueOffsets(text)
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const offset = offsets.get(path)
    if (offset !== undefined)
      return lineAt(text, offset)
    if (path === '')
      return 1
  }
}

/** 1-based line of a character offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function valueOffsets(text: string): Map<string, number> {
  const offsets = new Map<string, number>()
  const stack: Container[] = []
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0]
    const top = stack.at(-1)
    if (token === '}' || token === ']') {
      stack.pop()
    }
    else if (token === ',') {
      if (top)
        Object.assign(top, { index: top.index + 1, key: null })
    }
    else if (token !== ':') {
      if (top && !top.isArray && top.key === null) {
        top.key = JSON.parse(token) as string
        continue
      }
      const path = top ? `${top.path}/${top.isArray ? top.index : escape(top.key ?? '')}` : ''
      offsets.set(path, match.index)
      if (token === '{' || token === '[')
        stack.push({ path, isArray: token === '[', index: 0, key: null })
    }
  }
  return offsets
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
