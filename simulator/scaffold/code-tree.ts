import type { CodeRule } from '../mapping/mapping-file.ts'
import { slug } from '../mapping/slug.ts'

const CODE = /^[\x21-\x7E]{1,128}$/

/** A code that a table gave rise to. */
export interface TreeNode {
  readonly code: string
  readonly name: string
  /** Null at the top. */
  readonly parent: string | null
  /** Which of the rule's columns its name stands in, from 0. */
  readonly depth: number
  /** Rows of it and of all below it. */
  rows: number
}

/**
 * Makes codes from the texts of a rule's columns: the first column is the top, each further one
 * lies below it. Words become the code where they are ASCII; others are numbered, `region-3`.
 */
export class CodeTree {
  readonly #nodes = new Map<string, TreeNode>()
  readonly #byPath = new Map<string, string>()
  readonly #values = new Map<string, string>()

  /** `kind` begins the numbered codes; `taken` are codes that nobody gets. */
  constructor(
    private readonly rule: CodeRule,
    private readonly kind: string,
    private readonly taken: ReadonlySet<string>,
  ) {}

  /** The code of a row's texts, one a column; null when all are blank. */
  add(parts: readonly string[]): string | null {
    const path: string[] = []
    let parent: string | null = null
    parts.forEach((name, depth) => {
      if (name === '')
        return
      path.push(name)
      parent = this.#codeOf(path, name, parent, depth, parts)
      this.#nodes.get(parent)!.rows += 1
    })
    const text = parts.join(this.rule.separator ?? ' > ')
    if (parent !== null)
      this.#values.set(text, parent)
    return parent
  }

  /** Parents first, the busiest first among siblings of a level. */
  nodes(): TreeNode[] {
    return [...this.#nodes.values()].sort((a, b) => a.depth - b.depth || b.rows - a.rows)
  }

  get(code: string): TreeNode | undefined {
    return this.#nodes.get(code)
  }

  /** The joined texts with their codes, as a mapping's `values`. */
  values(): Record<string, string> {
    return Object.fromEntries(this.#values)
  }

  #codeOf(
    path: readonly string[],
    name: string,
    parent: string | null,
    depth: number,
    parts: readonly string[],
  ): string {
    const key = path.join('\0')
    const isLast = parts.slice(depth + 1).every(part => part === '')
    const wanted = isLast ? this.rule.values?.[parts.join(this.rule.separator ?? ' > ')] : undefined
    const given = wanted !== undefined && this.#nodes.has(wanted) ? wanted : undefined
    const known = this.#byPath.get(key) ?? given
    if (known !== undefined) {
      this.#byPath.set(key, known)
      return known
    }
    const code = wanted !== undefined && CODE.test(wanted) && !this.taken.has(wanted)
      ? wanted
      : this.#freeCode(path.map(slug).join('.'))
    this.#byPath.set(key, code)
    this.#nodes.set(code, { code, name, parent, depth, rows: 0 })
    return code
  }

  #freeCode(words: string): string {
    const isFree = (code: string): boolean => !this.taken.has(code) && !this.#nodes.has(code)
    const plain = CODE.test(words) && !words.split('.').includes('')
    if (plain && isFree(words))
      return words
    for (let number = this.#nodes.size + 1; ; number++) {
      const code = `${this.kind}-${number}`
      if (isFree(code))
        return code
    }
  }
}
