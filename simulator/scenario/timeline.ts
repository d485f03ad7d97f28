import type { Span } from './scenario.ts'

/** One happening of an episode, milliseconds since 1970; `to` excluded. */
export interface Window {
  readonly from: number
  readonly to: number
  /** Number of the pass through the timeline, from 0. */
  readonly pass: number
}

/** A scenario's timeline as it lies in time: once, or again and again. */
export class Timeline {
  /** Milliseconds since 1970; Infinity when it is repeated. */
  readonly end: number

  constructor(
    readonly start: number,
    readonly lengthMs: number,
    private readonly loop: boolean,
  ) {
    this.end = loop ? Infinity : start + lengthMs
  }

  /** The window of an episode that holds an instant; null outside of them. */
  windowAt(span: Span, instant: number): Window | null {
    const pass = Math.floor((instant - this.start) / this.lengthMs)
    if (pass < 0 || (pass > 0 && !this.loop))
      return null
    const window = this.#window(span, pass)
    return instant >= window.from && instant < window.to ? window : null
  }

  /** The windows of an episode that share an instant with the stretch; `to` excluded. */
  windowsBetween(span: Span, from: number, to: number): Window[] {
    const first = Math.max(0, Math.floor((from - this.start) / this.lengthMs))
    const last = this.loop ? Math.floor((to - this.start) / this.lengthMs) : 0
    const windows: Window[] = []
    for (let pass = this.loop ? first : 0; pass <= last; pass++) {
      const window = this.#window(span, pass)
      if (window.from < to && window.to > from)
        windows.push(window)
    }
    return windows
  }

  #window(span: Span, pass: number): Window {
    const begin = this.start + pass * this.lengthMs
    return { from: begin + span.from, to: begin + span.to, pass }
  }
}
