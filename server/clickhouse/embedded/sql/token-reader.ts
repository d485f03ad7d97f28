import type { Token } from './lex-sql.ts'
import { EngineException } from '../engine-exception.ts'
import { lexSql } from './lex-sql.ts'

/** Reads a text token by token, never further than one token ahead. */
export class TokenReader {
  readonly #tokens: Generator<Token, undefined>
  /** The token to be taken next; undefined at the end. */
  next: Token | undefined
  /** Where the last taken token ended. */
  end = 0

  constructor(sql: string) {
    this.#tokens = lexSql(sql)
    this.next = this.#tokens.next().value
  }

  /** Is this the next word or sign? */
  at(text: string): boolean {
    return this.next !== undefined && this.next.kind !== 'quoted' && this.next.text.toLowerCase() === text
  }

  atAny(texts: ReadonlySet<string>): boolean {
    return this.next !== undefined && this.next.kind !== 'quoted' && texts.has(this.next.text.toLowerCase())
  }

  /** @throws {EngineException} SYNTAX_ERROR at the end of the text */
  takeAny(): Token {
    const token = this.next
    if (token === undefined)
      throw this.unexpected('more')
    this.end = token.end
    this.next = this.#tokens.next().value
    return token
  }

  /** @throws {EngineException} SYNTAX_ERROR when something else comes */
  take(text: string): void {
    if (!this.at(text))
      throw this.unexpected(text.toUpperCase())
    this.takeAny()
  }

  /**
   * A name, dotted or not.
   * @throws {EngineException} SYNTAX_ERROR
   */
  takeName(): string {
    if (this.next?.kind !== 'word' && this.next?.kind !== 'quoted')
      throw this.unexpected('a name')
    const name = this.takeAny().text
    if (!this.at('.'))
      return name
    this.take('.')
    return `${name}.${this.takeName()}`
  }

  unexpected(expected: string): EngineException {
    const where = this.next === undefined
      ? 'end of query'
      : `position ${this.next.start + 1} (${this.next.text})`
    return new EngineException('SYNTAX_ERROR', `Syntax error: failed at ${where}: expected ${expected}.`)
  }
}
