import { jsonLine } from './json-line.ts'

/** Collects what is wrong with one file, so that all of it can be told at once. */
export class Problems {
  readonly #lines: { line: number, text: string }[] = []

  /**
   * @param file name as people know it, relative to the profile
   * @param json the file's text, where places are given as JSON pointers
   */
  constructor(readonly file: string, private readonly json: string = '') {}

  /** @param line 1-based */
  add(line: number, text: string): void {
    this.#lines.push({ line, text })
  }

  /** @param pointer JSON pointer of the value, for example `/levels/0/code` */
  addAt(pointer: string, text: string): void {
    this.add(jsonLine(this.json, pointer), text)
  }

  /** Each `file:line: what, what to do`, from the top of the file down. */
  list(): string[] {
    return this.#lines
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, text }) => `${this.file}:${line}: ${text}`)
  }
}
